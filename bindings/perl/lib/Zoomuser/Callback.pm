package Zoomuser::Callback;

# Code of Perl that the library calls.

use strict;
use warnings;

use Config;
use Scalar::Util qw(blessed);

use Zoomuser::Raw;

# Platypus would free types and closures once for every thread that has a copy of them: new threads get none.
package Zoomuser::Callback::Types { use parent 'FFI::Platypus'; sub CLONE_SKIP { return 1 } }
package Zoomuser::Callback::Closure { use parent 'FFI::Platypus::Closure'; sub CLONE_SKIP { return 1 } }

my $types;

# The calling convention: that of VB6 on 32-bit Windows, the only one everywhere else.
sub abi { return $^O eq 'MSWin32' && $Config{ptrsize} == 4 ? 'stdcall' : 'default_abi' }

sub new {
    my ($class, $type, $code) = @_;
    if (!blessed $types) {
        $types = Zoomuser::Callback::Types->new(api => 2);
        $types->abi(abi());
    }
    my $closure = Zoomuser::Callback::Closure->new($code);
    my $address = $types->cast($Zoomuser::Raw::CALLBACKS{$type}, 'opaque', $closure);
    return bless { closure => $closure, address => $address }, $class;
}

sub address { my ($self) = @_; return $self->{address} }

# A callback belongs to the thread that made it.
sub CLONE_SKIP { return 1 }

1;
