#!/usr/bin/perl
# Lab 4: sends each line of stdin as a frame, its length first and then the line.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;

use constant LARGEST => 1_048_576;

my ($host, $port) = client_arguments();
my $socket = connection($host, $port);
while (defined(my $line = <STDIN>)) {
    chomp $line;
    my $length = length $line;
    fail("frame of $length bytes is larger than ", LARGEST) if $length > LARGEST;
    send_all($socket, pack 'N', $length) && send_all($socket, $line) or fail("$host port $port: $!");
}
close $socket or fail("$host port $port: $!");
