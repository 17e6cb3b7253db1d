# What the layer itself promises, beyond the script.

use strict;
use warnings;
use utf8;
use threads;
use FindBin;
use lib "$FindBin::Bin/../../../bindings/perl/lib";
use Test::More;
use Zoomuser qw(NULL json :status);

my $JANE = 'jane@example.com';
my %options = (token => $ENV{ZOOM_TOKEN}, base_url => $ENV{ZOOM_BASE_URL}, ca_file => $ENV{ZOOM_CA_FILE});
my %open = (%options, token => undef);

eval { Zoomuser::load('/nowhere/libzoomuser.so') };
like($@, qr/nowhere.*: No such file/, 'a library that is not there');
Zoomuser::load($ENV{ZOOM_LIBRARY});
my $zoom = Zoomuser::Client->new(%options);
my $patch = Zoomuser::Patch->new;

sub refused { my ($expected, $call) = @_; is(eval { $call->(); 1 }, undef, $expected); like($@, $expected); return }

# Arguments that C cannot take, or would take for something else; the error is of the line that called.
refused(qr/user_id: expected text, got undef at .*layer\.t/, sub { $zoom->update_user(undef, { dept => 'x' }) });
refused(qr/user_id: expected text without NUL/, sub { $zoom->update_user("a\0b", { dept => 'x' }) });
refused(qr/dept: expected Unicode text/, sub { $patch->set(dept => "a\x{d800}") });
refused(qr/dept: expected text, got a reference/, sub { $patch->set(dept => sub {}) });
refused(qr/dept: expected a value, got undef/, sub { $patch->set(dept => undef) });
refused(qr/type: expected a whole number of 64 bits/, sub { $patch->set_int(type => $_) }) for 2.5, '', '9223372036854775808', 1e20;
refused(qr/custom_attributes: not JSON.* at .*layer\.t/, sub { $patch->set_json(custom_attributes => '[') });
refused(qr/fields: expected a reference to a hash/, sub { $zoom->update_user($JANE, 'x') });
refused(qr/headers: expected lines without line breaks/, sub { $zoom->request('GET', 'users/me', headers => { A => "b\nC: d" }) });
refused(qr/body: expected bytes, got text/, sub { $zoom->request('POST', 'users', body => "\x{263a}") });
refused(qr/bodi: no such argument/, sub { $zoom->request('POST', 'users', bodi => 'x') });
refused(qr/options: expected names with values/, sub { Zoomuser::Client->new('token') });

# Perl's flag of a string says nothing of its text; structures, booleans, bytes.
my ($bytes, $characters) = ("Zo\xeb") x 2;
utf8::downgrade($bytes);
utf8::upgrade($characters);
my @shown = map { $zoom->render($JANE, { dept => $_ }) } $bytes, $characters;
is($shown[0], $shown[1], 'flags');
like($shown[0], qr/\{"dept":"Zoë"\}/);
like($zoom->render($JANE, { use_pmi => \0, custom_attributes => [{ key => '𝄞' }], dept => undef, location => NULL }),
    qr/\{"custom_attributes":\[\{"key":"𝄞"\}\],"location":null,"use_pmi":false\}/, 'values');
my $form = Zoomuser::Form->new->add(a => 'ë')->add_part(pic => "\0\xff", file_name => 'x.png', content_type => 'image/png');
like($zoom->render_request('POST', 'users/me/picture', form => $form), qr/filename="x\.png"/, 'a form');
is($zoom->request('GET', "users/$JANE")->header('CONTENT-TYPE'), 'application/json;charset=UTF-8', 'a request');

# Errors have the class of their status, and the result.
eval { $zoom->get_user('nobody@example.com') };
isa_ok($@, 'Zoomuser::Error::NotFound');
is($@->status, ZOOM_E_NOT_FOUND);
is($@->result->http_status, 404);
ok(!$@->retryable);
my %place = map { ($_ => $options{$_}) } qw(base_url ca_file);
ok(Zoomuser::update_user($options{token}, $JANE, { type => '2', use_pmi => \1, dept => undef }, { %place, confirm => \1 })->ok, 'one call');

# Tokens from code: asked again, dying, giving nothing, closing what is in use.
my @asked;
my $asks = Zoomuser::Client->new(%open, token => sub { push @asked, $_[0]; $_[0] ? $ENV{ZOOM_TOKEN} : 'outdated' });
ok($asks->get_user($JANE)->ok);
is_deeply(\@asked, [0, 1], 'a token that was refused');
for (
    [sub { die { secret => 1 } }, sub { ref $_[0] eq 'HASH' }],
    [sub { undef }, sub { $_[0] =~ /token: expected text/ }],
    [sub { $asks->close }, sub { $_[0] =~ /in use/ }],
) {
    my ($code, $is_cause) = @$_;
    $asks->token_callback($code);
    eval { $asks->get_user($JANE) };
    isa_ok($@, 'Zoomuser::Error::MissingToken');
    ok($is_cause->($@->cause), 'its cause');
    unlike($@->message, qr/secret/);
}

# Threads: copies are one object; the last frees it; what a callback belongs to stays in its thread.
my $shared = Zoomuser::Client->new(%options);
my @threads = map { threads->create(sub { my $done = $shared->can('cancel'); $shared->cancel; undef $shared; 1 }) } 1 .. 4;
undef $shared if @threads;
ok($_->join) for @threads;
$asks->token_callback(sub { $ENV{ZOOM_TOKEN} });
# Platypus would free its types and closures once for each.
threads->create(sub { 1 })->join for 1 .. 30;
like(threads->create(sub { eval { $asks->get_user($JANE) }; "$@" })->join, qr/belongs to the thread/, 'a callback in another thread');
is(threads->create(sub { $zoom->get_user($JANE) })->join->name, 'ZOOM_OK', 'a result of a thread');
refused(qr/belongs to another thread/, sub { threads->create(sub { Zoomuser::Client->new })->join->get_user('me') });

ok($zoom->doctor->ok, 'the doctor');
my $ill = Zoomuser::Client->new(%options, token => 'wrong')->doctor;
ok(!$ill->ok && grep({ $_->{outcome} eq 'failed' } $ill->checks), 'a failed check');

ok(scalar(Zoomuser::fields()) > 30 && scalar(Zoomuser::options()) > 20, 'the catalogue');
$zoom->close;
refused(qr/the client is closed/, sub { $zoom->cancel });
done_testing();
