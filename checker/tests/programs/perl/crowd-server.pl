#!/usr/bin/perl
# Lab 5: a process for each client. The parent counts; it hears of the end of a child by SIGCHLD.
use strict;
use warnings;
use Errno qw(EINTR);
use FindBin;
use lib $FindBin::Bin;
use LabNet;
use List::Util qw(min);
use POSIX qw(WNOHANG);

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

sub send_frame {
    my ($socket, $payload) = @_;
    send_all($socket, pack('N', length $payload) . $payload) or die "send: $!\n";
}

sub talk {
    my ($client, $peer) = @_;
    send_frame($client, 'Welcome, you are connected to the server');
    while ((my $header = receive($client, 4)) ne '') {
        die "connection closed mid-frame\n" if length $header < 4;
        my $length = unpack 'N', $header;
        die "frame of $length bytes is larger than ", LARGEST, "\n" if $length > LARGEST;
        my $payload = receive($client, $length);
        die "connection closed mid-frame\n" if length $payload < $length;
        return send_frame($client, 'bye') if $payload eq '/bye';
        say_line("$peer: ", text($payload));
        send_frame($client, "received: $payload");
    }
}

my %peers;
my $listener = listener();

sub reap {
    while ((my $child = waitpid -1, WNOHANG) > 0) {
        my $peer = delete $peers{$child};
        say_line("disconnected $peer (active ", scalar(keys %peers), ')');
    }
}

# It has nothing to do but to interrupt accept.
$SIG{CHLD} = sub { };
my $set = POSIX::SigSet->new(POSIX::SIGCHLD);
my $old = POSIX::SigSet->new;
while (1) {
    # Blocked but for the wait itself, or a child could end unnoticed between the two.
    POSIX::sigprocmask(POSIX::SIG_BLOCK, $set, $old);
    reap();
    my $ready = '';
    vec($ready, fileno $listener, 1) = 1;
    POSIX::sigprocmask(POSIX::SIG_SETMASK, $old);
    # A signal that comes right here is seen a moment later.
    next unless select($ready, undef, undef, 0.02) > 0;
    my ($client, $address) = $listener->accept;
    if (!defined $client) {
        report("accept: $!") unless $!{EINTR};
        next;
    }
    my $peer = show($address);
    my $child = fork;
    if (!defined $child) {
        report("$peer: fork: $!");
        next;
    }
    if ($child == 0) {
        close $listener;
        eval { talk($client, $peer); 1 } or do {
            chomp(my $reason = $@);
            report("$peer: $reason");
        };
        close $client;
        POSIX::_exit(0);
    }
    $peers{$child} = $peer;
    say_line("connected $peer (active ", scalar(keys %peers), ')');
    close $client;
}
