#!/usr/bin/perl
# Lab 3: answers lines and tells its state.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use LabServer;

sub converse {
    my ($client, $peer) = @_;
    my $buffer = '';
    while (1) {
        my $data = next_chunk($client);
        defined $data or die "$peer: $!\n";
        last if $data eq '';
        $buffer .= $data;
        while (defined(my $line = take_line(\$buffer))) {
            my $close = $line =~ /\Aclose\z/i;
            say_line('received: ', text($line)) unless $close;
            send_all($client, $close ? "closed\n" : "accepted\n") or die "$peer: $!\n";
            return if $close;
        }
    }
    die "$peer: left in the middle of a line\n" if $buffer ne '';
}

my $listener = listener();
say_line('state: listening');
serve_each($listener, sub {
    my ($client, $peer) = @_;
    say_line('state: connected');
    my $fine   = eval { converse($client, $peer); 1 };
    my $reason = $@;
    close $client;
    say_line('state: listening');
    die $reason unless $fine;
});
