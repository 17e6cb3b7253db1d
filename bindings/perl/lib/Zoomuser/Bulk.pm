package Zoomuser::Bulk;

# Many users to change: rows, or a file.

use strict;
use warnings;

use parent 'Zoomuser::Handle';

sub new {
    my ($class) = @_;
    Zoomuser::load();
    return $class->SUPER::new(bulk => Zoomuser::Raw::zoom_bulk_new(), \&Zoomuser::Raw::zoom_bulk_free);
}

# A row: fields are a hash or a Zoomuser::Patch.
sub add {
    my ($self, $user_id, $fields) = @_;
    my $patch = Zoomuser::Patch->from($fields);
    my $user = Zoomuser::Value::text($user_id, 'user_id');
    return $self->_done(Zoomuser::Raw::zoom_bulk_add($self->address, $user, $patch->address));
}

# The rows of a file.
sub add_file {
    my ($self, $path, $table) = @_;
    my @texts = (Zoomuser::Value::text($path, 'path'), Zoomuser::Value::object($table));
    return $self->_done(Zoomuser::Raw::zoom_bulk_add_file($self->address, @texts));
}

sub _done {
    my ($self, $status) = @_;
    return $self if $status == 0;
    my $why = Zoomuser::Raw::zoom_bulk_error($self->address);
    Zoomuser::Error->throw(status => $status, message => Zoomuser::Value::decoded($why));
}

1;
