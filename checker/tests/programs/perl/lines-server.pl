#!/usr/bin/perl
# Lab 4: prints the lines it is sent.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use LabServer;

serve_each(listener(), sub {
    my ($client, $peer) = @_;
    my $buffer = '';
    while (1) {
        my $data = next_chunk($client);
        defined $data or die "$peer: $!\n";
        last if $data eq '';
        $buffer .= $data;
        while (defined(my $line = take_line(\$buffer))) {
            say_line('line: ', text($line));
        }
    }
    die "connection closed mid-line\n" if $buffer ne '';
});
