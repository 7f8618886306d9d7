#!/usr/bin/perl
# Lab 4: prints the frames it is sent.
use strict;
use warnings;
use Errno qw(EINTR);
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use LabServer;
use List::Util qw(min);

use constant LARGEST => 1_048_576;

# As many bytes as wanted, or fewer if the stream ends before.
sub receive {
    my ($socket, $wanted) = @_;
    my $data = '';
    while (length $data < $wanted) {
        my $count = sysread $socket, $data, min(65536, $wanted - length $data), length $data;
        next if !defined $count && $!{EINTR};
        defined $count or die "receive: $!\n";
        last if $count == 0;
    }
    return $data;
}

serve_each(listener(), sub {
    my ($client) = @_;
    while ((my $header = receive($client, 4)) ne '') {
        die "connection closed mid-frame\n" if length $header < 4;
        my $length = unpack 'N', $header;
        die "frame of $length bytes is larger than ", LARGEST, "\n" if $length > LARGEST;
        my $payload = receive($client, $length);
        die "connection closed mid-frame\n" if length $payload < $length;
        say_line("message $length bytes: ", text($payload));
    }
});
