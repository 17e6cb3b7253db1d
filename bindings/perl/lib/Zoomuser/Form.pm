package Zoomuser::Form;

# Parts for a body of multipart/form-data, in your order.

use strict;
use warnings;

use parent 'Zoomuser::Handle';

sub new {
    my ($class) = @_;
    Zoomuser::load();
    return $class->SUPER::new(form => Zoomuser::Raw::zoom_form_new(), \&Zoomuser::Raw::zoom_form_free);
}

# A part of text.
sub add {
    my ($self, $name, $value) = @_;
    my @texts = (Zoomuser::Value::text($name, 'name'), Zoomuser::Value::text($value, 'value'));
    return $self->_done(Zoomuser::Raw::zoom_form_add($self->address, @texts));
}

# A part of bytes: file_name, content_type, charset.
sub add_part {
    my ($self, $name, $bytes, %more) = @_;
    my @texts = map { defined $more{$_} ? Zoomuser::Value::text($more{$_}, $_) : undef } qw(file_name content_type charset);
    my $value = Zoomuser::Value::bytes($bytes // '', 'bytes');
    my $part = Zoomuser::Value::text($name, 'name');
    return $self->_done(Zoomuser::Raw::zoom_form_add_part($self->address, $part, @texts, $value, length $value));
}

sub _done {
    my ($self, $status) = @_;
    return $self if $status == 0;
    my $why = Zoomuser::Raw::zoom_form_error($self->address);
    Zoomuser::Error->throw(status => $status, message => Zoomuser::Value::decoded($why));
}

1;
