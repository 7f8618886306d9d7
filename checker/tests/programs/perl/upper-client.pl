#!/usr/bin/perl
# Lab 2: sends each line of stdin as a datagram and prints the replies.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use Socket;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

use constant { TRIES => 3, PATIENCE => 0.3 };

# address and port of a packed address, without IPv6's flow label and scope
sub place {
    my ($packed) = @_;
    return '' if $packed eq '';
    my $family = sockaddr_family($packed);
    my ($port, $address) =
      $family == AF_INET6 ? unpack_sockaddr_in6($packed) : unpack_sockaddr_in($packed);
    return "$family/$port/" . unpack 'H*', $address;
}

# what the server replies, undef if it does not; dies when sending or receiving fails
sub ask {
    my ($socket, $server, $line) = @_;
    for (1 .. TRIES) {
        defined send $socket, $line, 0, $server or die "$!\n";
        my $deadline = clock_gettime(CLOCK_MONOTONIC) + PATIENCE;
        while ((my $left = $deadline - clock_gettime(CLOCK_MONOTONIC)) > 0) {
            vec(my $readable = '', fileno $socket, 1) = 1;
            my $ready = select $readable, undef, undef, $left;
            if ($ready < 0) {
                die "$!\n" unless $!{EINTR};
            }
            next if $ready <= 0;
            my $from = recv $socket, my $reply, 65536, 0;
            die "$!\n" unless defined $from;
            return $reply if place($from) eq place($server);
        }
    }
    return undef;
}

my ($host, $port) = client_arguments();
my @candidates = resolve($host, $port, SOCK_DGRAM);
my ($socket, $answered);
while (defined(my $line = <STDIN>)) {
    chomp $line;
    my $reply;
    until (defined $reply) {
        my $server  = $candidates[0]{addr};
        my $problem = 'no reply from ' . show($server);
        eval {
            $socket // socket $socket, $candidates[0]{family}, SOCK_DGRAM, 0 or die "$!\n";
            $reply = ask($socket, $server, $line);
            1;
        } or do {
            chomp(my $reason = $@);
            $problem = show($server) . ": $reason";
        };
        next if defined $reply;
        fail($problem) if $answered || @candidates == 1;
        shift @candidates;
        undef $socket;
    }
    $answered = 1;
    say_line(text($reply));
}
