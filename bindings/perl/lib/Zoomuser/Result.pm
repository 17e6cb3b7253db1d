package Zoomuser::Result;

# The result of a call: a copy that does not depend on the library, so it may be kept, stored, and given to other threads.

use strict;
use warnings;

use FFI::Platypus::Buffer qw(buffer_to_scalar);

use Zoomuser::Value;

my @TEXTS = qw(message hint api_message tracking_id json reason head rendered user next_page_token run why);
my @NUMBERS = qw(http_status api_code attempts waited_ms retry_after_ms exit);
my @COUNTS = qw(rows sent applied already ignored unverifiable refused failed drifted kept skipped in_doubt not_tried);
my @WHAT = qw(field message);
my %LISTS = (
    field_errors => [field_errors => @WHAT],
    problems => [problems => @WHAT],
    warnings => [warnings => @WHAT],
    headers => [headers => qw(name value)],
    fields => [fields => qw(field outcome old new seen)],
    items => [user => qw(name value)],
    users => [users => qw(id email json)],
    rows => [rows => qw(line user_id outcome status http_status api_code message hint tracking_id attempts waited_ms)],
    checks => [checks => qw(name url outcome message hint)],
);

# `counts`, a hash, has the rows by outcome after update_users.
for my $name (qw(status name ok retryable body counts), @TEXTS, @NUMBERS) {
    no strict 'refs';
    *$name = sub { my ($self) = @_; return $self->{$name} };
}

# Lists of hashes.
for my $name (keys %LISTS) {
    no strict 'refs';
    *$name = sub { my ($self) = @_; return @{ $self->{$name} } };
}

# The first header of this name (case-insensitive); '' if there is none.
sub header {
    my ($self, $name) = @_;
    my ($header) = grep { lc $_->{name} eq lc $name } $self->headers;
    return $header ? $header->{value} : '';
}

# The result that a call made; dies where the call failed.
sub take {
    my ($class, $status, $out, $cause) = @_;
    my $self = $out && $class->_read($out);
    Zoomuser::Raw::zoom_result_free($out) if $out;
    return $self if $status == 0 && $self;
    my $message = $self ? $self->message : Zoomuser::Raw::zoom_status_text($status);
    Zoomuser::Error->throw(status => $status, message => $message, result => $self, cause => $cause);
}

sub _read {
    my ($class, $out) = @_;
    my $status = Zoomuser::Raw::zoom_result_status($out);
    my %self = (
        status => $status,
        name => Zoomuser::Raw::zoom_status_name($status),
        ok => $status == 0,
        retryable => Zoomuser::Raw::zoom_status_is_retryable($status) == 1,
    );
    $self{$_} = Zoomuser::Value::decoded(Zoomuser::Raw::zoom_result_text($out, $_)) for @TEXTS;
    $self{$_} = Zoomuser::Raw::zoom_result_number($out, $_) for @NUMBERS;
    $self{counts} = { map { ($_ => Zoomuser::Raw::zoom_result_number($out, $_)) } @COUNTS };
    for my $name (keys %LISTS) {
        my ($list, @whats) = @{ $LISTS{$name} };
        my $last = Zoomuser::Raw::zoom_result_count($out, $list) - 1;
        $self{$name} = [map { _item($out, $list, $_, @whats) } 0 .. $last];
    }
    my $body = Zoomuser::Raw::zoom_result_body($out, \my $length);
    $self{body} = buffer_to_scalar($body, $length);
    return bless \%self, $class;
}

sub _item {
    my ($out, $list, $i, @whats) = @_;
    return { map { ($_ => Zoomuser::Value::decoded(Zoomuser::Raw::zoom_result_item($out, $list, $i, $_))) } @whats };
}

1;
