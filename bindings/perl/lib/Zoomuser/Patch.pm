package Zoomuser::Patch;

# The fields to change. A field is unset, set, or null; nothing is ever added to what you set.

use strict;
use warnings;

use Carp qw(croak);
use Scalar::Util qw(blessed);
use parent 'Zoomuser::Handle';

# A patch of the fields of a hash, in the order of their names; undef leaves a field out.
sub new {
    my ($class, $fields) = @_;
    croak 'Zoomuser: fields: expected a reference to a hash' if defined $fields && ref $fields ne 'HASH';
    Zoomuser::load();
    my $self = $class->SUPER::new(patch => Zoomuser::Raw::zoom_user_patch_new(), \&Zoomuser::Raw::zoom_user_patch_free);
    $self->set($_ => $fields->{$_}) for sort grep { defined $fields->{$_} } keys %{ $fields // {} };
    return $self;
}

# Text, which the library converts to what the field takes; a boolean; a reference to an array or a hash; json(...); NULL.
sub set {
    my ($self, $field, $value) = @_;
    my $boolean = Zoomuser::Value::boolean($value);
    return $self->set_bool($field, $boolean) if defined $boolean;
    return $self->set_null($field) if blessed($value) && $value->isa('Zoomuser::Null');
    return $self->set_json($field, $value->{text}) if blessed($value) && $value->isa('Zoomuser::Json');
    my $name = Zoomuser::Value::text($field, 'field');
    if (ref $value eq 'ARRAY' || ref $value eq 'HASH') {
        my $json = Zoomuser::Value::structure($value, $field);
        return $self->_done(Zoomuser::Raw::zoom_user_patch_set_json($self->address, $name, $json));
    }
    croak "Zoomuser: $field: expected a value, got undef; NULL is JSON null" if !defined $value;
    my $text = Zoomuser::Value::nul_text($value, $field);
    return $self->_done(Zoomuser::Raw::zoom_user_patch_set_n($self->address, $name, $text, length $text));
}

sub set_int {
    my ($self, $field, $value) = @_;
    my $name = Zoomuser::Value::text($field, 'field');
    my $number = Zoomuser::Value::integer($value, $field);
    return $self->_done(Zoomuser::Raw::zoom_user_patch_set_int64($self->address, $name, $number));
}

# Any value of Perl, by whether it is true.
sub set_bool {
    my ($self, $field, $value) = @_;
    my $name = Zoomuser::Value::text($field, 'field');
    return $self->_done(Zoomuser::Raw::zoom_user_patch_set_bool($self->address, $name, $value ? 1 : 0));
}

sub set_json {
    my ($self, $field, $json) = @_;
    my $name = Zoomuser::Value::text($field, 'field');
    my $text = Zoomuser::Value::text($json, $field);
    return $self->_done(Zoomuser::Raw::zoom_user_patch_set_json($self->address, $name, $text));
}

sub set_null {
    my ($self, $field) = @_;
    my $name = Zoomuser::Value::text($field, 'field');
    return $self->_done(Zoomuser::Raw::zoom_user_patch_set_null($self->address, $name));
}

# Removes a field from the patch.
sub unset {
    my ($self, $field) = @_;
    my $name = Zoomuser::Value::text($field, 'field');
    return $self->_done(Zoomuser::Raw::zoom_user_patch_unset($self->address, $name));
}

# Validates the patch without sending it.
sub check {
    my ($self) = @_;
    my $status = Zoomuser::Raw::zoom_user_patch_check($self->address, \my $out);
    return Zoomuser::Result->take($status, $out);
}

# The patch itself, or one of a hash.
sub from {
    my ($class, $fields) = @_;
    return $fields if blessed($fields) && $fields->isa(__PACKAGE__);
    croak 'Zoomuser: fields: expected a reference to a hash or a Zoomuser::Patch' if ref $fields ne 'HASH';
    return $class->new($fields);
}

sub _done {
    my ($self, $status) = @_;
    return $self if $status == 0;
    my $why = Zoomuser::Raw::zoom_user_patch_error($self->address);
    Zoomuser::Error->throw(status => $status, message => Zoomuser::Value::decoded($why));
}

1;
