#!/usr/bin/perl
# Lab 2: the upper-case service over TCP, one client at a time.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;

my $listener = listener();
CLIENT: while (1) {
    my ($client, $address) = $listener->accept;
    if (!defined $client) {
        report("accept: $!") unless $!{EINTR};
        select undef, undef, undef, 0.05;
        next;
    }
    while (1) {
        my $data = next_chunk($client);
        next CLIENT if defined $data && $data eq '';
        if (defined $data) {
            $data =~ tr/a-z/A-Z/;
            next if send_all($client, $data);
        }
        report(show($address), ": $!");
        next CLIENT;
    }
}
