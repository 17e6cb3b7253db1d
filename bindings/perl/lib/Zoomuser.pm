package Zoomuser;

use 5.016;
use strict;
use warnings;

use Carp qw(croak);
use Exporter qw(import);
use FFI::Platypus 2.00;

use Zoomuser::Raw;
use Zoomuser::Value;
use Zoomuser::Callback;
use Zoomuser::Result;
use Zoomuser::Error;
use Zoomuser::Client;
use Zoomuser::Patch;
use Zoomuser::Form;
use Zoomuser::Bulk;

our $VERSION = '0.2.0';

use constant NULL => bless {}, 'Zoomuser::Null';
use constant \%Zoomuser::Raw::STATUS;

our @EXPORT_OK = ('NULL', 'json', keys %Zoomuser::Raw::STATUS);
our %EXPORT_TAGS = (status => [keys %Zoomuser::Raw::STATUS]);

# Messages name the line of the program, not one of this module.
$Carp::Internal{"Zoomuser$_"} = 1 for '', qw(::Bulk ::Client ::Error ::Form ::Handle ::Patch ::Result ::Value);

# Names of files by system; elsewhere the shared library of Linux.
my %LIBRARY = (MSWin32 => 'zoomuser.dll', cygwin => 'zoomuser.dll', darwin => 'libzoomuser.dylib');
my $loaded;
my $log;

sub load {
    my ($path) = @_;
    return if $loaded;
    $path //= $LIBRARY{$^O} // 'libzoomuser.so.0.2';
    my $ffi = FFI::Platypus->new(api => 2, lib => $path);
    $ffi->abi(Zoomuser::Callback::abi());
    my $why = 'it is not libzoomuser';
    # Platypus warns of what it cannot open.
    my $abi_version = do {
        local $SIG{__WARN__} = sub { $why = $1 if $_[0] =~ /error loading .*?: (.*) at / };
        $ffi->find_symbol('zoom_abi_version');
    };
    croak "Zoomuser: $path: $why" if !$abi_version;
    my $found = $ffi->function($abi_version, [] => 'uint32')->call;
    my $expected = $Zoomuser::Raw::ABI_VERSION;
    croak "Zoomuser: $path: the library has ABI $found, expected $expected" if $found != $expected;
    $ffi->attach(["$_->[0]" => "Zoomuser::Raw::$_->[0]"], $_->[1] => $_->[2]) for @Zoomuser::Raw::FUNCTIONS;
    $loaded = 1;
    return;
}

sub version { load(); return Zoomuser::Raw::zoom_version() }
sub abi_version { load(); return Zoomuser::Raw::zoom_abi_version() }
sub status_name { load(); return Zoomuser::Raw::zoom_status_name($_[0]) }
sub status_text { load(); return Zoomuser::Raw::zoom_status_text($_[0]) }
sub cleanup { load(); Zoomuser::Raw::zoom_cleanup(); return }

sub json { my ($text) = @_; return bless { text => "$text" }, 'Zoomuser::Json' }

sub fields {
    load();
    return _catalogue(Zoomuser::Raw::zoom_field_count(), \&Zoomuser::Raw::zoom_field_text,
        qw(name kind place limits help read_back deprecated));
}

sub options {
    load();
    return _catalogue(Zoomuser::Raw::zoom_option_count(), \&Zoomuser::Raw::zoom_option_text, qw(name kind default help));
}

sub _catalogue {
    my ($count, $text, @whats) = @_;
    return map { my $i = $_; +{ map { ($_ => Zoomuser::Value::decoded($text->($i, $_))) } @whats } } 0 .. $count - 1;
}

sub update_user {
    my ($token, $user_id, $fields, $options) = @_;
    load();
    croak 'Zoomuser: fields: expected a reference to a hash' if ref $fields ne 'HASH';
    croak 'Zoomuser: options: expected a reference to a hash' if defined $options && ref $options ne 'HASH';
    my @texts = (
        Zoomuser::Value::text($token // '', 'token'),
        Zoomuser::Value::text($user_id, 'user_id'),
        Zoomuser::Value::object($fields, map { $_->{name} } grep { $_->{kind} eq 'integer' } fields()),
        Zoomuser::Value::object($options // {}),
    );
    my $status = Zoomuser::Raw::zoom_update_user(@texts, \my $out, undef, 0);
    return Zoomuser::Result->take($status, $out);
}

sub log_to {
    my ($level, $code) = @_;
    load();
    my $callback;
    if (defined $code) {
        croak 'Zoomuser: log_to: expected a code reference' if ref $code ne 'CODE';
        # The library logs on the thread of the call, and code of one Perl thread must not run in another.
        croak 'Zoomuser: log_to: not in a program with threads' if $threads::threads;
        $callback = Zoomuser::Callback->new(
            zoom_log_callback => sub {
                my ($line_level, $line) = @_;
                local ($@, $!);
                eval { $code->($line_level, Zoomuser::Value::decoded($line)); 1 } or warn $@;
                return;
            }
        );
    }
    my $status = Zoomuser::Raw::zoom_set_log_callback($callback ? $level : 0, $callback && $callback->address, undef);
    Zoomuser::Error->throw(status => $status, message => 'level: expected a number from 0 to 5') if $status;
    $log = $callback;
    return;
}

# The log lines of different threads cannot be distinguished.
sub CLONE { Zoomuser::Raw::zoom_set_log_callback(0, undef, undef) if $log; return }

END { Zoomuser::Raw::zoom_set_log_callback(0, undef, undef) if $log }

1;

__END__

=encoding utf8

=head1 NAME

Zoomuser - changes a Zoom user (PATCH /v2/users/{userId})

=head1 SYNOPSIS

    use Zoomuser;

    my $client = Zoomuser::Client->new(token => $ENV{ZOOM_TOKEN});
    my $result = eval { $client->update_user('ada@example.com', { dept => 'Research', type => 2 }) };
    if (my $error = $@) {
        die $error if !ref $error;
        print $error->name, ': ', $error->message, "\n";
    }

=head1 DESCRIPTION

Text is Perl text: characters, not bytes. A call that fails dies with a C<Zoomuser::Error> whose C<result> has Zoom's answer; a wrong
use of this module dies with a message. Objects are freed when nothing refers to them, or at once by C<close>. More is in
F<docs/perl.md>.

=head1 FUNCTIONS

=over

=item load($path)

Loads the library; without a path the system looks for it. Else the first call does that.

=item update_user($token, $user_id, \%fields, \%options)

The whole job in one call. An C<undef> token stands in the options.

=item NULL, json($text)

Values of a field: JSON null, and JSON that is sent as it is written.

=item fields(), options()

Lists of hashes: what the library knows of each.

=item log_to($level, $code)

Lines of the log, as C<< $code->($level, $line) >>; without code it ends. For programs without threads.

=item version(), abi_version(), status_name($status), status_text($status), cleanup()

As in the C header. The statuses are constants: C<use Zoomuser ':status'>, C<ZOOM_E_NOT_FOUND>.

=back

=cut
