package LabNet;

# What the programs of labs 1 and 2 share.

use strict;
use warnings;
use Errno qw(EINTR);
use Exporter 'import';
use IO::Handle;
use IO::Socket::IP;
use Socket qw(:addrinfo SOCK_STREAM SOCK_DGRAM SOMAXCONN);

our @EXPORT = qw(say_line report fail server_arguments client_arguments resolve show
  listener connection next_chunk send_all exchange text);

binmode STDIN;
binmode STDOUT;
binmode STDERR;
STDOUT->autoflush(1);
$SIG{PIPE} = 'IGNORE';

sub say_line { print STDOUT @_, "\n" }
sub report   { print STDERR 'error: ', @_, "\n" }
sub fail     { report(@_); exit 1 }

sub usage {
    print STDERR "usage: $0 @_\n";
    exit 2;
}

sub is_port {
    my ($text) = @_;
    return defined $text && $text =~ /\A[0-9]{1,5}\z/ && $text <= 65535;
}

# (PORT, HOST)
sub server_arguments {
    usage('PORT [HOST]') unless (@ARGV == 1 || @ARGV == 2) && is_port($ARGV[0]);
    return ($ARGV[0], $ARGV[1] // '127.0.0.1');
}

# (HOST, PORT, further arguments)
sub client_arguments {
    my @more = @_;
    usage("HOST PORT @more") unless @ARGV == 2 + @more && is_port($ARGV[1]);
    return @ARGV;
}

# All addresses of a name, as hashes with family and addr.
sub resolve {
    my ($host, $port, $type) = @_;
    my ($problem, @found) = getaddrinfo($host, $port, { socktype => $type, flags => 0 });
    fail("$host: $problem") if $problem;
    return @found;
}

# IP:PORT of a packed address
sub show {
    my ($address) = @_;
    my ($problem, $ip, $port) = getnameinfo($address, NI_NUMERICHOST | NI_NUMERICSERV);
    return '?' if $problem;
    return $ip =~ /:/ ? "[$ip]:$port" : "$ip:$port";
}

sub listener {
    my ($port, $host) = server_arguments();
    my $listener = IO::Socket::IP->new(
        LocalHost        => $host,
        LocalPort        => $port,
        Type             => SOCK_STREAM,
        Listen           => SOMAXCONN,
        ReuseAddr        => 1,
        GetAddrInfoFlags => 0,
    ) or fail("cannot listen on $host port $port: $@");
    say_line('listening on ', show($listener->sockname));
    return $listener;
}

sub connection {
    my ($host, $port) = @_;
    # 0 instead of the default AI_ADDRCONFIG, which hides ::1 where nothing else is IPv6
    my $socket = IO::Socket::IP->new(
        PeerHost         => $host,
        PeerPort         => $port,
        Type             => SOCK_STREAM,
        GetAddrInfoFlags => 0,
    ) or fail("$host port $port: $@");
    return $socket;
}

# The next bytes, '' at the end of the stream, undef for an error (in $!).
sub next_chunk {
    my ($socket) = @_;
    while (1) {
        my $count = sysread $socket, my $data, 32768;
        return $data if defined $count;
        return undef unless $! == EINTR;
    }
}

sub send_all {
    my ($socket, $data) = @_;
    my $sent = 0;
    while ($sent < length $data) {
        my $count = syswrite $socket, $data, length($data) - $sent, $sent;
        if (defined $count) { $sent += $count }
        elsif ($! != EINTR) { return 0 }
    }
    return 1;
}

# Sends a message, closes the sending side, returns all that comes until the peer closes.
sub exchange {
    my ($socket, $message) = @_;
    send_all($socket, $message) or fail("send: $!");
    shutdown $socket, 1         or fail("shutdown: $!");
    my $reply = '';
    while (1) {
        my $data = next_chunk($socket);
        fail("receive: $!") unless defined $data;
        return $reply if $data eq '';
        $reply .= $data;
    }
}

# One well-formed character, or several of ASCII.
my $character = qr/
    [\x00-\x7F]+
  | [\xC2-\xDF][\x80-\xBF]
  | \xE0[\xA0-\xBF][\x80-\xBF]
  | [\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}
  | \xED[\x80-\x9F][\x80-\xBF]
  | \xF0[\x90-\xBF][\x80-\xBF]{2}
  | [\xF1-\xF3][\x80-\xBF]{3}
  | \xF4[\x80-\x8F][\x80-\xBF]{2}
/x;

# Bytes as valid UTF-8, with U+FFFD for what is not. Encode::decode will not do: it takes
# noncharacters such as U+FFFE for errors, and a stray byte costs it the good character that follows.
sub text {
    my ($bytes) = @_;
    $bytes =~ s/($character)|[\x80-\xFF]/$1 \/\/ "\xEF\xBF\xBD"/ge;
    return $bytes;
}

1;
