package Zoomuser::Value;

# Perl's values and the library's: text as UTF-8, JSON, numbers.

use strict;
use warnings;

use Carp qw(croak);
use Encode ();
use JSON::PP ();
use Scalar::Util qw(blessed);
use overload ();

my $JSON = JSON::PP->new->utf8->canonical->allow_nonref;

# Text as UTF-8, without a NUL.
sub text {
    my ($value, $what) = @_;
    my $text = nul_text($value, $what);
    croak "Zoomuser: $what: expected text without NUL" if index($text, "\0") >= 0;
    return $text;
}

# Text as UTF-8.
sub nul_text {
    my ($value, $what) = @_;
    croak "Zoomuser: $what: expected text, got undef" if !defined $value;
    croak "Zoomuser: $what: expected text, got a reference" if ref $value && !overload::Method($value, '""');
    my $text = eval { Encode::encode('UTF-8', "$value", Encode::FB_CROAK) };
    croak "Zoomuser: $what: expected Unicode text, got an unpaired surrogate" if !defined $text;
    return $text;
}

# Text of the library.
sub decoded { my ($text) = @_; return Encode::decode('UTF-8', $text // '') }

# Bytes, whatever Perl's flag of them says.
sub bytes {
    my ($value, $what) = @_;
    return undef if !defined $value;
    croak "Zoomuser: $what: expected bytes, got a reference" if ref $value && !overload::Method($value, '""');
    my $bytes = "$value";
    utf8::downgrade($bytes, 1) or croak "Zoomuser: $what: expected bytes, got text: encode it";
    return $bytes;
}

# 1 or 0 for a boolean, undef for anything else: \1, \0, those of JSON::PP, and since Perl 5.36 results of comparisons.
sub boolean {
    my ($value) = @_;
    return $value ? 1 : 0 if blessed($value) && $value->isa('JSON::PP::Boolean');
    return $$value ? 1 : 0 if ref $value eq 'SCALAR' && defined $$value && $$value =~ /\A[01]?\z/;
    my $is_bool = 'builtin'->can('is_bool');
    no if $] >= 5.036, warnings => 'experimental::builtin';
    return $is_bool && $is_bool->($value) ? ($value ? 1 : 0) : undef;
}

# A whole number of 64 bits.
sub integer {
    my ($value, $what) = @_;
    my $is_one = defined $value && !ref $value && $value =~ /\A-?[0-9]{1,19}\z/ && sprintf('%d', $value) eq $value;
    croak "Zoomuser: $what: expected a whole number of 64 bits" if !$is_one;
    return 0 + $value;
}

# A structure of Perl as JSON in UTF-8.
sub structure {
    my ($value, $what) = @_;
    my $json = eval { $JSON->encode($value) };
    croak "Zoomuser: $what: expected a value that JSON can represent" if !defined $json;
    return $json;
}

# A hash of fields or options as a JSON object; undef leaves out. Perl does not tell 2 from '2': whose value is a number is
# said by name.
sub object {
    my ($values, @numbers) = @_;
    my %is_number = map { ($_ => 1) } @numbers;
    my @members;
    for my $name (sort grep { defined $values->{$_} } keys %$values) {
        my $value = $values->{$name};
        my $boolean = boolean($value);
        my $json
            = blessed($value) && $value->isa('Zoomuser::Null') ? 'null'
            : blessed($value) && $value->isa('Zoomuser::Json') ? text($value->{text}, $name)
            : defined $boolean ? ('false', 'true')[$boolean]
            : $is_number{$name} && $value =~ /\A(?:0|-?[1-9][0-9]*)\z/ ? "$value"
            : structure(ref $value ? $value : "$value", $name);
        push @members, structure("$name", 'name') . ":$json";
    }
    return '{' . join(',', @members) . '}';
}

1;
