#!/usr/bin/perl
# Lab 3: sends each line of stdin until it has been accepted, however often the server goes.
use strict;
use warnings;
use Errno qw(EINTR EAGAIN);
use FindBin;
use lib $FindBin::Bin;
use IO::Select;
use IO::Socket::IP;
use LabNet;
use LabServer qw(take_line);
use List::Util qw(min);

use constant { FIRST_PAUSE => 0.1, LONGEST_PAUSE => 1 };

my ($host, $port) = client_arguments();

# The one line that may be on its way, and what stdin gave beyond it. <STDIN> is out of the
# question: select() does not see what Perl has in its own buffer.
my ($line, $typed, $stdin_ended) = (undef, '', 0);

sub read_stdin {
    my $count = sysread STDIN, $typed, 8192, length $typed;
    if (!defined $count) {
        return if $!{EINTR} || $!{EAGAIN};
        report("stdin: $!");
    }
    return if $count;
    $stdin_ended = 1;
    $typed .= "\n" if $typed ne '' && $typed !~ /\n\z/;
    $typed .= "close\n";
}

sub next_line {
    my $next = take_line(\$typed);
    $next = 'close' if defined $next && $next =~ /\Aclose\z/i;
    return $next;
}

# Returns when the server has said `closed`, dies when it is lost.
sub converse {
    my ($socket) = @_;
    my ($answers, $waiting) = ('', 0);
    while (1) {
        $line //= next_line();
        if (defined $line && !$waiting) {
            send_all($socket, "$line\n") or die "send: $!\n";
            $waiting = 1;
        }
        my $select = IO::Select->new($socket);
        $select->add(\*STDIN) unless $waiting || $stdin_ended;
        my %ready = map { fileno($_) => 1 } $select->can_read;

        if ($ready{ fileno $socket }) {
            my $data = next_chunk($socket);
            defined $data or die "receive: $!\n";
            die "the server has closed the connection\n" if $data eq '';
            $answers .= $data;
        }
        elsif ($ready{ fileno STDIN }) {
            read_stdin();
        }

        while (defined(my $answer = take_line(\$answers))) {
            my $closing = $waiting && $line eq 'close';
            die "unexpected answer: ", text($answer), "\n"
              unless $waiting && $answer eq ($closing ? 'closed' : 'accepted');
            return if $closing;
            ($line, $waiting) = (undef, 0);
        }
    }
}

my $pause = FIRST_PAUSE;
say_line('state: disconnected');
while (1) {
    say_line('state: connecting');
    # 0 instead of the default AI_ADDRCONFIG, which hides ::1 where nothing else is IPv6
    my $socket = IO::Socket::IP->new(
        PeerHost         => $host,
        PeerPort         => $port,
        Type             => SOCK_STREAM,
        GetAddrInfoFlags => 0,
    );
    if (!$socket) {
        report("$host port $port: $@");
    }
    else {
        say_line('state: connected');
        $pause = FIRST_PAUSE;
        my $closed = eval { converse($socket); 1 };
        my $reason = $@;
        close $socket;
        if ($closed) {
            say_line('state: closed');
            exit 0;
        }
        chomp $reason;
        report("$host port $port: $reason");
    }
    say_line('state: disconnected');
    select undef, undef, undef, $pause;
    $pause = min(2 * $pause, LONGEST_PAUSE);
}
