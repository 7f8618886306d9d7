#!/usr/bin/perl
# Lab 1: a TCP echo server for one client at a time.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;

my $listener = listener();
while (1) {
    # the address comes from accept(): getpeername() fails for a client that has reset already
    my ($client, $address) = $listener->accept;
    if (!defined $client) {
        report("accept: $!") unless $!{EINTR};
        select undef, undef, undef, 0.05;
        next;
    }
    my $peer = show($address);
    say_line("connected $peer");
    while (1) {
        my $data = next_chunk($client);
        last if defined $data && $data eq '';
        if (!defined $data || !send_all($client, $data)) {
            report("$peer: $!");
            last;
        }
    }
    close $client;
    say_line("disconnected $peer");
}
