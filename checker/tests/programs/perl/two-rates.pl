#!/usr/bin/perl
# Lab 5: two loops at two rates. Perl's threads are heavy; a child process does as well.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use Time::HiRes qw(clock_gettime sleep CLOCK_MONOTONIC);

if (@ARGV != 3 || grep { !/\A[1-9][0-9]*\z/ } @ARGV) {
    print STDERR "usage: $0 SLOW_MS FAST_MS TOTAL_MS\n";
    exit 2;
}
my ($slow, $fast, $total) = map { $_ / 1000 } @ARGV;
my $start = clock_gettime(CLOCK_MONOTONIC);

sub lines {
    my ($name, $period) = @_;
    for (my $line = 0; $line * $period < $total; $line++) {
        my $rest = $start + $line * $period - clock_gettime(CLOCK_MONOTONIC);
        sleep $rest if $rest > 0;
        say_line("$name thread $line");
    }
}

my $child = fork // fail("fork: $!");
if ($child == 0) {
    lines('other', $fast);
    exit 0;
}
lines('main', $slow);
waitpid $child, 0;
