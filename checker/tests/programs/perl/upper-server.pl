#!/usr/bin/perl
# Lab 2: answers every datagram with the same bytes in ASCII upper case.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use Socket;

my ($port, $host) = server_arguments();
my ($where) = resolve($host, $port, SOCK_DGRAM);
socket my $socket, $where->{family}, SOCK_DGRAM, 0 or fail("socket: $!");
bind $socket, $where->{addr} or fail('cannot bind ', show($where->{addr}), ": $!");
say_line('listening on ', show(getsockname $socket));

while (1) {
    my $sender = recv $socket, my $data, 65536, 0;
    if (!defined $sender) {
        report("recv: $!") unless $!{EINTR};
        next;
    }
    $data =~ tr/a-z/A-Z/;
    defined send $socket, $data, 0, $sender or report(show($sender), ": $!");
}
