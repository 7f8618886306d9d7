package LabServer;

# What the servers of labs 3 and 4 share.

use strict;
use warnings;
use Exporter 'import';
use LabNet;

our @EXPORT = qw(serve_each take_line);

# Calls the function with every client and its name, one after the other, for ever.
# What the function dies of is reported, and no reason to end.
sub serve_each {
    my ($listener, $serve) = @_;
    while (1) {
        my ($client, $address) = $listener->accept;
        if (!defined $client) {
            report("accept: $!") unless $!{EINTR};
            select undef, undef, undef, 0.05;
            next;
        }
        my $peer = show($address);
        eval { $serve->($client, $peer); 1 } or do {
            chomp(my $reason = $@);
            report($reason);
        };
    }
}

# Takes the first line off the buffer and returns it, without its newline; or undef.
sub take_line {
    my ($buffer) = @_;
    my $end = index $$buffer, "\n";
    return undef if $end < 0;
    my $line = substr $$buffer, 0, $end + 1, '';
    chop $line;
    return $line;
}

1;
