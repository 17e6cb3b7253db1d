package Zoomuser::Error;

# What a call dies with. Each status has a class: Zoomuser::Error::NotFound, ::RateLimited, ::Timeout ...

use strict;
use warnings;

use Carp ();

use Zoomuser::Raw;

use overload '""' => sub { my ($self) = @_; return $self->{message} . $self->{where} }, bool => sub { 1 }, fallback => 1;

my %CLASS = (0 => __PACKAGE__);
while (my ($name, $status) = each %Zoomuser::Raw::STATUS) {
    next if $name !~ s/\AZOOM_E_//;
    my $class = __PACKAGE__ . '::' . join '', map { ucfirst lc } split /_/, $name;
    no strict 'refs';
    @{"${class}::ISA"} = (__PACKAGE__);
    $CLASS{$status} = $class;
}

# Dies: status, message; result of the call, if there is one; cause, what a token callback died with.
sub throw {
    my ($class, %facts) = @_;
    my $self = bless { %facts, where => Carp::shortmess('') }, $CLASS{ $facts{status} } // $class;
    die $self;
}

sub status { my ($self) = @_; return $self->{status} }
sub name { my ($self) = @_; return Zoomuser::Raw::zoom_status_name($self->{status}) }
sub message { my ($self) = @_; return $self->{message} }
sub result { my ($self) = @_; return $self->{result} }
sub cause { my ($self) = @_; return $self->{cause} }
sub hint { my ($self) = @_; return $self->{result} ? $self->{result}->hint : '' }
sub retryable { my ($self) = @_; return Zoomuser::Raw::zoom_status_is_retryable($self->{status}) == 1 }

1;
