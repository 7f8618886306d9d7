#!/usr/bin/perl
# Lab 1: the client of the TCP echo server.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;

my ($host, $port, $message) = client_arguments('MESSAGE');
say_line('received: ', text(exchange(connection($host, $port), $message)));
