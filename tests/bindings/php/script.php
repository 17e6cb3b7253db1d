<?php

// The script of tests/bindings/README.md in PHP.

declare(strict_types=1);

require __DIR__ . '/../../../bindings/php/zoomuser.php';

use Zoomuser\{Client, Json, Patch, Result, Zoom, ZoomException};

error_reporting(E_ALL);
Zoom::load(getenv('ZOOM_LIBRARY'));

const JANE = 'jane@example.com';

function say(string $name, string|int $value): void
{
    echo "$name $value\n";
}

function sayList(string $name, array $items): void
{
    foreach ($items as $item) {
        say($name, "$item[field]: $item[message]");
    }
}

function client(string|int ...$options): Client
{
    $all = ['token' => getenv('ZOOM_TOKEN'), 'base_url' => getenv('ZOOM_BASE_URL'), 'ca_file' => getenv('ZOOM_CA_FILE')];
    return new Client(...$options + $all);
}

/** The result of a call, be it that of the exception. */
function ended(callable $call): Result
{
    try {
        return $call();
    } catch (ZoomException $error) {
        return $error->result;
    }
}

say('version.library', Zoom::version());
say('version.abi', Zoom::abiVersion());

$zoom = client();

$patch = new Patch(['first_name' => 'Zoë 𝄞', 'job_title' => '', 'type' => 2, 'pmi' => 9876543210, 'use_pmi' => true]);
$patch->set('custom_attributes', new Json('[{"key":"k1","name":"n","value":"💡"}]'))->set('location', Json::null());
$result = ended(fn () => $zoom->updateUser(JANE, $patch));
say('update.status', $result->name);
say('update.http', $result->httpStatus);
say('update.attempts', $result->attempts);
say('update.message', $result->message);
sayList('update.warning', $result->warnings);

$read = ended(fn () => $zoom->getUser(JANE));
say('read.status', $read->name);
$user = array_column($read->items, 'value', 'name');
foreach (['first_name', 'type', 'pmi', 'use_pmi', 'custom_attributes', 'job_title'] as $name) {
    say("read.$name", $user[$name]);
}

$lost = (new Patch(['dept' => 'lost', 'cost_center' => 'kept']))->unset('dept');
say('unset.status', ended(fn () => $zoom->updateUser(JANE, $lost))->name);

$plan = $zoom->plan(JANE, ['dept' => 'planned', 'cost_center' => 'kept']);
say('plan.status', $plan->name);
say('plan.attempts', $plan->attempts);
foreach ($plan->fields as $field) {
    say("plan.$field[field]", $field['outcome']);
}

$checked = ended(fn () => $zoom->updateUser(JANE, ['type' => 'x', 'no_such' => '1']));
say('check.status', $checked->name);
say('check.attempts', $checked->attempts);
sayList('check.problem', $checked->problems);

try {
    $zoom->set('no_such', '1');
} catch (ZoomException $error) {
    say('option.status', $error->name());
    say('option.message', $error->getMessage());
}

$rejected = ended(fn () => $zoom->updateUser('fields-error@sandbox.test', ['dept' => 'x']));
say('rejected.status', $rejected->name);
say('rejected.retryable', $rejected->retryable ? 1 : 0);
say('rejected.http', $rejected->httpStatus);
say('rejected.api_code', $rejected->apiCode);
sayList('rejected.field_error', $rejected->fieldErrors);

$notFound = ended(fn () => $zoom->updateUser('nobody@example.com', ['dept' => 'x']));
say('not_found.status', $notFound->name);
say('not_found.http', $notFound->httpStatus);
say('not_found.api_code', $notFound->apiCode);
say('not_found.api_message', $notFound->apiMessage);

$limited = ended(fn () => client(max_retries: 0)->updateUser('rate-seconds@sandbox.test', ['dept' => 'x']));
say('rate_limited.status', $limited->name);
say('rate_limited.retryable', $limited->retryable ? 1 : 0);
say('rate_limited.http', $limited->httpStatus);
say('rate_limited.retry_after_is_given', $limited->retryAfterMs > 0 ? 'yes' : 'no');
say('rate_limited.header', $limited->header('Retry-After'));

$late = ended(fn () => client(timeout_ms: 1500, max_retries: 0)->updateUser('slow-20000@sandbox.test', ['dept' => 'x']));
say('timeout.status', $late->name);
say('timeout.http', $late->httpStatus);
say('timeout.message', $late->message);

echo "cancel left out: PHP has no threads of its own\n";

$unauthorized = ended(fn () => client(token: 'wrong')->updateUser(JANE, ['dept' => 'x']));
say('unauthorized.status', $unauthorized->name);
say('unauthorized.http', $unauthorized->httpStatus);

$nobody = ended(fn () => client(base_url: 'http://127.0.0.1:1/v2', max_retries: 0)->updateUser(JANE, ['dept' => 'x']));
say('no_server.status', $nobody->name);
say('no_server.http', $nobody->httpStatus);

$options = ['base_url' => getenv('ZOOM_BASE_URL'), 'ca_file' => getenv('ZOOM_CA_FILE')];
$once = ended(fn () => Zoom::updateUser(getenv('ZOOM_TOKEN'), JANE, ['cost_center' => 'one call'], $options));
say('one_call.status', $once->name);
say('one_call.message', $once->message);

foreach ($zoom->listUsers(page_size: 2) as $user) {
    say('list.user', $user['email']);
}

$many = $zoom->updateUsers(['john@example.com' => ['cost_center' => 'many'], 'nobody@example.com' => ['dept' => 'x']]);
say('bulk.status', $many->name);
foreach ($many->rows as $row) {
    say('bulk.row', "{$row['user_id']} {$row['outcome']}");
}
say('bulk.sent', $many->counts['sent']);
say('bulk.failed', $many->counts['failed']);

foreach ([$zoom, $patch, $lost] as $object) {
    $object->close();
    $object->close();
}
say('freed.twice', 'ok');
try {
    $zoom->updateUser(JANE, ['dept' => 'x']);
    say('freed.used', 'not refused');
} catch (LogicException) {
    say('freed.used', 'refused');
}
