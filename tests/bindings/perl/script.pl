# The script of tests/bindings/README.md in Perl.

use strict;
use warnings;
use utf8;
use threads;
use FindBin;
use lib "$FindBin::Bin/../../../bindings/perl/lib";
use Zoomuser qw(NULL json);

binmode STDOUT, ':encoding(UTF-8)';
$| = 1;
Zoomuser::load($ENV{ZOOM_LIBRARY});

my $JANE = 'jane@example.com';

sub say_fact { my ($name, $value) = @_; print "$name $value\n"; return }

sub say_list { my ($name, @items) = @_; say_fact($name, "$_->{field}: $_->{message}") for @items; return }

sub client {
    my (%options) = @_;
    return Zoomuser::Client->new(
        token => $ENV{ZOOM_TOKEN}, base_url => $ENV{ZOOM_BASE_URL}, ca_file => $ENV{ZOOM_CA_FILE}, %options);
}

# The result of a call, be it that of the error.
sub ended {
    my ($call) = @_;
    my $result = eval { $call->() };
    return $result if $result;
    die $@ if !ref $@;
    return $@->result;
}

say_fact('version.library', Zoomuser::version());
say_fact('version.abi', Zoomuser::abi_version());

my $zoom = client();

my $patch = Zoomuser::Patch->new;
$patch->set(first_name => 'Zoë 𝄞')->set(job_title => '')->set_int(type => 2)->set_int(pmi => 9876543210);
$patch->set(use_pmi => \1)->set(custom_attributes => json('[{"key":"k1","name":"n","value":"💡"}]'))->set(location => NULL);
my $result = ended(sub { $zoom->update_user($JANE, $patch) });
say_fact('update.status', $result->name);
say_fact('update.http', $result->http_status);
say_fact('update.attempts', $result->attempts);
say_fact('update.message', $result->message);
say_list('update.warning', $result->warnings);

my $read = ended(sub { $zoom->get_user($JANE) });
say_fact('read.status', $read->name);
my %user = map { ($_->{name} => $_->{value}) } $read->items;
say_fact("read.$_", $user{$_}) for qw(first_name type pmi use_pmi custom_attributes job_title);

my $lost = Zoomuser::Patch->new({ dept => 'lost', cost_center => 'kept' })->unset('dept');
say_fact('unset.status', ended(sub { $zoom->update_user($JANE, $lost) })->name);

my $plan = $zoom->plan($JANE, Zoomuser::Patch->new->set(dept => 'planned')->set(cost_center => 'kept'));
say_fact('plan.status', $plan->name);
say_fact('plan.attempts', $plan->attempts);
say_fact("plan.$_->{field}", $_->{outcome}) for $plan->fields;

my $wrong = Zoomuser::Patch->new->set(type => 'x')->set(no_such => '1');
my $checked = ended(sub { $zoom->update_user($JANE, $wrong) });
say_fact('check.status', $checked->name);
say_fact('check.attempts', $checked->attempts);
say_list('check.problem', $checked->problems);

eval { $zoom->set(no_such => '1') };
say_fact('option.status', $@->name);
say_fact('option.message', $@->message);

my $rejected = ended(sub { $zoom->update_user('fields-error@sandbox.test', { dept => 'x' }) });
say_fact('rejected.status', $rejected->name);
say_fact('rejected.retryable', $rejected->retryable ? 1 : 0);
say_fact('rejected.http', $rejected->http_status);
say_fact('rejected.api_code', $rejected->api_code);
say_list('rejected.field_error', $rejected->field_errors);

my $not_found = ended(sub { $zoom->update_user('nobody@example.com', { dept => 'x' }) });
say_fact('not_found.status', $not_found->name);
say_fact('not_found.http', $not_found->http_status);
say_fact('not_found.api_code', $not_found->api_code);
say_fact('not_found.api_message', $not_found->api_message);

my $limited = ended(sub { client(max_retries => 0)->update_user('rate-seconds@sandbox.test', { dept => 'x' }) });
say_fact('rate_limited.status', $limited->name);
say_fact('rate_limited.retryable', $limited->retryable ? 1 : 0);
say_fact('rate_limited.http', $limited->http_status);
say_fact('rate_limited.retry_after_is_given', $limited->retry_after_ms > 0 ? 'yes' : 'no');
say_fact('rate_limited.header', $limited->header('Retry-After'));

my $late
    = ended(sub { client(timeout_ms => 1500, max_retries => 0)->update_user('slow-20000@sandbox.test', { dept => 'x' }) });
say_fact('timeout.status', $late->name);
say_fact('timeout.http', $late->http_status);
say_fact('timeout.message', $late->message);

my $thread = threads->create(sub { ended(sub { $zoom->update_user('slow-20000@sandbox.test', { dept => 'x' }) })->name });
until ($thread->is_joinable) {
    $zoom->cancel;
    threads->yield;
}
say_fact('cancel.status', $thread->join);
say_fact('cancel.again', ended(sub { $zoom->update_user($JANE, { dept => 'Sales' }) })->name);

my $unauthorized = ended(sub { client(token => 'wrong')->update_user($JANE, { dept => 'x' }) });
say_fact('unauthorized.status', $unauthorized->name);
say_fact('unauthorized.http', $unauthorized->http_status);

my $nobody = ended(sub { client(base_url => 'http://127.0.0.1:1/v2', max_retries => 0)->update_user($JANE, { dept => 'x' }) });
say_fact('no_server.status', $nobody->name);
say_fact('no_server.http', $nobody->http_status);

my %options = (base_url => $ENV{ZOOM_BASE_URL}, ca_file => $ENV{ZOOM_CA_FILE});
my $once = ended(sub { Zoomuser::update_user($ENV{ZOOM_TOKEN}, $JANE, { cost_center => 'one call' }, \%options) });
say_fact('one_call.status', $once->name);
say_fact('one_call.message', $once->message);

my $users = $zoom->list_users(page_size => 2);
while (my $user = $users->()) {
    say_fact('list.user', $user->{email});
}

my $many = $zoom->update_users([['john@example.com', { cost_center => 'many' }], ['nobody@example.com', { dept => 'x' }]]);
say_fact('bulk.status', $many->name);
say_fact('bulk.row', "$_->{user_id} $_->{outcome}") for $many->rows;
say_fact('bulk.sent', $many->counts->{sent});
say_fact('bulk.failed', $many->counts->{failed});

for my $object ($zoom, $patch, $lost) {
    $object->close;
    $object->close;
}
say_fact('freed.twice', 'ok');
say_fact('freed.used', eval { $zoom->update_user($JANE, { dept => 'x' }) } || ref $@ ? 'not refused' : 'refused');
