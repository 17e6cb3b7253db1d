package Zoomuser::Client;

# A client for one Zoom account: token, options and kept connection.

use strict;
use warnings;

use Carp qw(croak);
use FFI::Platypus::Buffer qw(scalar_to_buffer);
use FFI::Platypus::Memory qw(memcpy);
use JSON::PP ();
use Scalar::Util qw(blessed weaken);
use parent 'Zoomuser::Handle';

# Options as in docs/options.md; undef leaves one out. `token` may be code that gives one: see token_callback.
sub new {
    my ($class, @options) = @_;
    croak 'Zoomuser: options: expected names with values' if @options % 2;
    my %options = @options;
    Zoomuser::load();
    my $self = $class->SUPER::new(client => Zoomuser::Raw::zoom_client_new(), \&Zoomuser::Raw::zoom_client_free);
    $self->set($_ => $options{$_}) for sort grep { defined $options{$_} } keys %options;
    return $self;
}

# Sets an option: text, a number, a boolean, for `token` code; '' is its default.
sub set {
    my ($self, $option, $value) = @_;
    my $name = Zoomuser::Value::text($option, 'option');
    return $self->token_callback($value) if $name eq 'token' && ref $value eq 'CODE';
    my $boolean = Zoomuser::Value::boolean($value);
    my $text = Zoomuser::Value::text(defined $boolean ? ('off', 'on')[$boolean] : $value, $option);
    $self->_done(Zoomuser::Raw::zoom_client_set($self->_mine, $name, $text));
    return $self;
}

# Code that gives the access token: $code->($was_refused), called by each call that needs one. What it dies with is the
# `cause` of the error. It must neither exit nor leave by next or last. undef ends it.
sub token_callback {
    my ($self, $code) = @_;
    croak 'Zoomuser: token: expected a code reference' if defined $code && ref $code ne 'CODE';
    weaken(my $client = $self);
    my $callback = $code && Zoomuser::Callback->new(
        zoom_token_callback => sub {
            my (undef, $was_refused, $buffer, $capacity) = @_;
            return _give_token($client, $code, $was_refused, $buffer, $capacity);
        }
    );
    $self->_done(
        Zoomuser::Raw::zoom_client_set_token_callback($self->_mine, $callback && $callback->address, undef));
    $self->{callback} = $callback;
    return $self;
}

sub _give_token {
    my ($client, $code, $was_refused, $buffer, $capacity) = @_;
    local ($@, $!);
    my $token = eval { Zoomuser::Value::text(scalar $code->($was_refused ? 1 : 0), 'token') };
    $client->{cause} = $@ if !defined $token;
    # What the code died with may hold a secret.
    my $text = defined $token ? $token : 'the code that gives the token died';
    my $fits = length $text < $capacity;
    $text = 'the token is too long' if !$fits;
    $text .= "\0";
    my ($from, $length) = scalar_to_buffer($text);
    memcpy($buffer, $from, $length) if $length <= $capacity;
    return defined $token && $fits ? 0 : 1;
}

# PATCH /users/{user_id}; fields are a hash or a Zoomuser::Patch.
sub update_user {
    my ($self, $user_id, $fields) = @_;
    my $patch = Zoomuser::Patch->from($fields);
    return $self->_call(\&Zoomuser::Raw::zoom_client_update_user, $patch, Zoomuser::Value::text($user_id, 'user_id'), $patch->address);
}

# GET /users/{user_id}: `user` is Zoom's JSON, `items` are its names and values.
sub get_user {
    my ($self, $user_id) = @_;
    return $self->_call(\&Zoomuser::Raw::zoom_client_get_user, undef, Zoomuser::Value::text($user_id, 'user_id'));
}

# What update_user would change: `fields` of the result has an outcome for each field, differs, already or unverifiable.
# Reads the user; sends no update.
sub plan {
    my ($self, $user_id, $fields) = @_;
    my $patch = Zoomuser::Patch->from($fields);
    return $self->_call(\&Zoomuser::Raw::zoom_client_plan, $patch, Zoomuser::Value::text($user_id, 'user_id'), $patch->address);
}

# Checks what an update needs (docs/doctor.md); changes nothing. `checks` of the result has each check. A failed check
# does not die: the result is not `ok`.
sub doctor {
    my ($self) = @_;
    my $result = eval { $self->_call(\&Zoomuser::Raw::zoom_client_doctor) };
    my $error = $@;
    return $result if $result;
    return $error->result if blessed($error) && $error->result && $error->result->checks;
    die $error;
}

# The users of the account, read page by page: code that gives the next user, a hash of what Zoom shows, and undef at the end.
# Options: status, role_id, license, group_id, include_fields, page_size.
sub list_users {
    my ($self, %options) = @_;
    my $query = Zoomuser::Value::object(\%options);
    my ($token, @users) = ('');
    return sub {
        while (!@users && defined $token) {
            my $page = $self->_call(\&Zoomuser::Raw::zoom_client_list_users, undef, $query, $token);
            @users = $page->users;
            $token = length $page->next_page_token ? $page->next_page_token : undef;
        }
        my $user = shift @users;
        return $user && JSON::PP->new->decode($user->{json});
    };
}

# Changes many users: rows are pairs [user_id, fields]. Checks every row before it sends the first, and sends only what differs.
# `rows` and `counts` of the result, which is there however the run ended, say how each row did. Options are those of
# `zoomuser bulk apply` with `_`: run, jobs, canary ...
sub update_users {
    my ($self, $rows, %options) = @_;
    croak 'Zoomuser: rows: expected a reference to an array of pairs' if ref $rows ne 'ARRAY' || grep { ref $_ ne 'ARRAY' } @$rows;
    my $bulk = Zoomuser::Bulk->new;
    $bulk->add(@$_) for @$rows;
    return $self->_run_bulk($bulk, \%options);
}

# The same for a file, CSV or JSON Lines; the hash `table` says how it is read: zoom_bulk_add_file in the C header.
sub update_file {
    my ($self, $path, %options) = @_;
    my $bulk = Zoomuser::Bulk->new;
    $bulk->add_file($path, delete $options{table} // {});
    return $self->_run_bulk($bulk, \%options);
}

# Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
sub resume_users {
    my ($self, $folder, %options) = @_;
    my @arguments = (Zoomuser::Value::text($folder, 'folder'), Zoomuser::Value::object(\%options), undef, undef);
    return _begun(sub { $self->_call(\&Zoomuser::Raw::zoom_client_resume_bulk, undef, @arguments) });
}

# Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since.
sub undo_users {
    my ($self, $folder, %options) = @_;
    my @arguments = (Zoomuser::Value::text($folder, 'folder'), Zoomuser::Value::object(\%options), undef, undef);
    return _begun(sub { $self->_call(\&Zoomuser::Raw::zoom_client_undo_bulk, undef, @arguments) });
}

sub _run_bulk {
    my ($self, $bulk, $options) = @_;
    my @arguments = ($bulk->address, Zoomuser::Value::object($options), undef, undef);
    return _begun(sub { $self->_call(\&Zoomuser::Raw::zoom_client_run_bulk, $bulk, @arguments) });
}

# The result of a run that was begun, however it ended.
sub _begun {
    my ($run) = @_;
    my $result = eval { $run->() };
    my $error = $@;
    return $result if $result;
    return $error->result if blessed($error) && !$error->cause && $error->result && length $error->result->why;
    die $error;
}

# The request that update_user would send, as text: http, json, curl, curl-cmd, curl-powershell, postman.
sub render {
    my ($self, $user_id, $fields, $format) = @_;
    my $patch = Zoomuser::Patch->from($fields);
    my $user = Zoomuser::Value::text($user_id, 'user_id');
    my $name = Zoomuser::Value::text($format // 'http', 'format');
    return $self->_call(\&Zoomuser::Raw::zoom_client_render, $patch, $user, $patch->address, $name)->rendered;
}

# A custom request: headers (a hash, or lines of text), body (bytes) or form. zoom_client_request in the C header.
sub request {
    my ($self, $method, $path, %more) = @_;
    return $self->_request($method, $path, 0, %more);
}

# The same as text: format.
sub render_request {
    my ($self, $method, $path, %more) = @_;
    return $self->_request($method, $path, 1, %more)->rendered;
}

sub _request {
    my ($self, $method, $path, $is_rendered, %more) = @_;
    my @unknown = grep { !/\A(?:headers|body|form)\z/ && !($is_rendered && $_ eq 'format') } sort keys %more;
    croak "Zoomuser: $unknown[0]: no such argument of a request" if @unknown;
    croak 'Zoomuser: expected a body or a form, got both' if defined $more{body} && defined $more{form};
    my @arguments = (Zoomuser::Value::text($method, 'method'), Zoomuser::Value::text($path, 'path'), _headers($more{headers}));
    my @format = $is_rendered ? Zoomuser::Value::text($more{format} // 'http', 'format') : ();
    if (defined(my $form = $more{form})) {
        croak 'Zoomuser: form: expected a Zoomuser::Form' if !blessed($form) || !$form->isa('Zoomuser::Form');
        my $function = $is_rendered ? \&Zoomuser::Raw::zoom_client_render_form : \&Zoomuser::Raw::zoom_client_request_form;
        return $self->_call($function, $form, @arguments, $form->address, @format);
    }
    my $body = Zoomuser::Value::bytes($more{body}, 'body');
    my $function = $is_rendered ? \&Zoomuser::Raw::zoom_client_render_request : \&Zoomuser::Raw::zoom_client_request;
    return $self->_call($function, undef, @arguments, $body, length($body // ''), @format);
}

sub _headers {
    my ($headers) = @_;
    return Zoomuser::Value::text($headers // '', 'headers') if ref $headers ne 'HASH';
    my @lines = map { Zoomuser::Value::text("$_: " . ($headers->{$_} // ''), 'headers') } sort keys %$headers;
    croak 'Zoomuser: headers: expected lines without line breaks' if grep { /[\r\n]/ } @lines;
    return join '', map { "$_\r\n" } @lines;
}

# Cancels the call in progress on this client, from any thread: it dies with Zoomuser::Error::Cancelled.
sub cancel {
    my ($self) = @_;
    Zoomuser::Raw::zoom_client_cancel($self->address);
    return;
}

# A call, in which `$more` is used too.
sub _call {
    my ($self, $function, $more, @arguments) = @_;
    my $address = $self->_mine;
    my ($status, $out);
    {
        # A callback may try to close what its call uses.
        local $self->{in_use} = 1;
        local $more->{in_use} = 1 if $more;
        $status = $function->($address, @arguments, \$out);
    }
    return Zoomuser::Result->take($status, $out, delete $self->{cause});
}

# The address, if no callback belongs to another thread: new threads get none.
sub _mine {
    my ($self) = @_;
    croak 'Zoomuser: a client with code for its token belongs to the thread that made it'
        if $self->{callback} && !blessed $self->{callback};
    return $self->address;
}

sub _done {
    my ($self, $status) = @_;
    return if $status == 0;
    my $why = Zoomuser::Raw::zoom_client_error($self->address);
    Zoomuser::Error->throw(status => $status, message => Zoomuser::Value::decoded($why));
}

1;
