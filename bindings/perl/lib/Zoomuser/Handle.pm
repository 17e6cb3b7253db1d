package Zoomuser::Handle;

# An object of the library: its address and its end. Perl copies objects into each new thread; the copies share what the
# library has, and the last one frees it.

use strict;
use warnings;

use Carp qw(croak);
use Scalar::Util qw(refaddr weaken);
use threads::shared;

# Objects of this thread by address.
my %living;
# How many threads hold an address beside the first. It is shared only if threads was loaded first.
my %held : shared;
my $is_shared = $threads::threads;

sub new {
    my ($class, $kind, $address, $free) = @_;
    croak 'Zoomuser: out of memory' if !$address;
    my $self = bless { kind => $kind, address => $address, free => $free }, $class;
    weaken($living{$address} = $self);
    return $self;
}

sub is_open {
    my ($self) = @_;
    my $living = defined $self->{address} && $living{$self->{address}};
    # What a thread returned is a copy that nothing counts.
    return $living && refaddr($living) == refaddr($self);
}

sub address {
    my ($self) = @_;
    return $self->{address} if $self->is_open;
    croak "Zoomuser: the $self->{kind} is closed" if $self->{is_closed};
    croak "Zoomuser: the $self->{kind} belongs to another thread; threads that are loaded before Zoomuser share clients";
}

sub close {
    my ($self) = @_;
    return if !$self->is_open;
    croak "Zoomuser: the $self->{kind} is in use by a call" if $self->{in_use};
    my $address = delete $self->{address};
    $self->{is_closed} = 1;
    delete $living{$address};
    {
        lock(%held);
        if ($held{$address}) {
            $held{$address}--;
            return;
        }
        delete $held{$address};
    }
    # When the program ends, the functions may be gone already.
    $self->{free}->($address) if ${^GLOBAL_PHASE} ne 'DESTRUCT';
    return;
}

sub DESTROY {
    my ($self) = @_;
    local ($@, $!, $?);
    $self->{in_use} = 0;
    $self->close;
    return;
}

sub CLONE {
    my ($class) = @_;
    # It is called for classes that inherit it, too.
    return if $class ne __PACKAGE__;
    if (!$is_shared) {
        delete $_->{address} for values %living;
        %living = ();
        return;
    }
    lock(%held);
    $held{$_}++ for keys %living;
    return;
}

1;
