#!/usr/bin/perl
# Lab 5: select() waits for the keyboard and for the server.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;

my ($host, $port) = client_arguments();
my $socket = connection($host, $port);
my ($sent, $received, $over, $typed, $arrived) = (0, 0, 0, '', '');

sub send_line {
    my ($line) = @_;
    return if $over;
    $sent++;
    $over = $line eq '/bye';
    send_all($socket, pack('N', length $line) . $line) or fail("$host port $port: $!");
}

my $keyboard = 1;
my $trouble;
while (1) {
    my $ready = '';
    vec($ready, fileno $socket, 1) = 1;
    vec($ready, fileno STDIN,   1) = 1 if $keyboard;
    next if select($ready, undef, undef, undef) <= 0;
    if (vec $ready, fileno $socket, 1) {
        my $data = next_chunk($socket);
        $trouble = "$host port $port: $!" unless defined $data;
        last unless defined $data && $data ne '';
        $arrived .= $data;
        while (length $arrived >= 4 && length $arrived >= 4 + unpack 'N', $arrived) {
            my $payload = substr $arrived, 0, 4 + unpack('N', $arrived), '';
            substr $payload, 0, 4, '';
            say_line('ack: ', text($payload));
            $received++ if $payload =~ /\Areceived: / || $payload eq 'bye';
        }
    }
    if ($keyboard && vec $ready, fileno STDIN, 1) {
        my $count = sysread STDIN, $typed, 65536, length $typed;
        while ($typed =~ s/\A([^\n]*)\n//) { send_line($1) }
        if (!$count) {
            send_line($typed) if $typed ne '';
            ($keyboard, $over) = (0, 1);
            shutdown $socket, 1;
        }
    }
}
fail($sent - $received, ' messages unacknowledged') if $received < $sent;
fail($trouble)                                      if $trouble;
fail('the server has closed the connection')        if !$over;
