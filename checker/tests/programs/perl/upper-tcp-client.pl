#!/usr/bin/perl
# Lab 2: sends one line of stdin over TCP and prints what comes back.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;

my ($host, $port) = client_arguments();
my $socket = connection($host, $port);
my $line = <STDIN> // '';
chomp $line;
say_line('From Server: ', text(exchange($socket, $line)));
