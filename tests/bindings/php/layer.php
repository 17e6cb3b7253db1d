<?php

// What the layer itself promises, beyond the script.

declare(strict_types=1);

require __DIR__ . '/../../../bindings/php/zoomuser.php';

use Zoomuser\{Client, Form, Json, MissingTokenException, NotFoundException, Patch, Status, Zoom};

error_reporting(E_ALL);
set_error_handler(function (int $level, string $message): never {
    throw new ErrorException($message);
});

const JANE = 'jane@example.com';
$place = ['base_url' => getenv('ZOOM_BASE_URL'), 'ca_file' => getenv('ZOOM_CA_FILE')];
$options = ['token' => getenv('ZOOM_TOKEN')] + $place;

function check(string $what, bool $isSo): void
{
    if (!$isSo) {
        fwrite(STDERR, "not so: $what\n");
        exit(1);
    }
}

/** @param class-string $class */
function refused(string $class, string $expected, callable $call): Throwable
{
    try {
        $call();
    } catch (Throwable $error) {
        $said = $error::class . ': ' . $error->getMessage();
        check("$said is a $class with $expected", $error instanceof $class && str_contains($said, $expected));
        return $error;
    }
    check("refused: $expected", false);
}

refused(FFI\Exception::class, 'nowhere', fn () => Zoom::load('/nowhere/libzoomuser.so'));
Zoom::load(getenv('ZOOM_LIBRARY'));
$zoom = new Client(...$options);
$patch = new Patch();

// Arguments that C cannot take, or would take for something else.
refused(TypeError::class, '$userId', fn () => $zoom->updateUser(null, ['dept' => 'x']));
refused(ValueError::class, 'userId: expected text without NUL', fn () => $zoom->updateUser("a\0b", ['dept' => 'x']));
refused(Zoomuser\EncodingException::class, 'expected UTF-8', fn () => $patch->set('dept', "a\xED\xA0\x80"));
foreach ([null, 2.5, new stdClass()] as $value) {
    refused(TypeError::class, '$value', fn () => $patch->set('type', $value));
}
refused(Zoomuser\InvalidJsonException::class, 'dept: not JSON', fn () => $patch->set('dept', new Json('[')));
refused(ValueError::class, 'dept: expected a value that JSON', fn () => $patch->set('dept', [NAN]));
refused(TypeError::class, 'type: expected', fn () => Zoom::updateUser(null, JANE, ['type' => 2.5], $options));
refused(Zoomuser\UnknownNameException::class, 'no_such', fn () => new Client(no_such: 1));
refused(ArgumentCountError::class, 'names', fn () => new Client('x'));
refused(ValueError::class, 'lines without line breaks', fn () => $zoom->request('GET', 'users/me', ['A' => "b\nC: d"]));
refused(LogicException::class, 'cloned', fn () => clone $zoom);
refused(LogicException::class, 'serialized', fn () => serialize($zoom));

// NUL in a value; values of all kinds; a form; bytes.
$values = ['dept' => "a\0b", 'use_pmi' => false, 'custom_attributes' => [['key' => '𝄞']], 'company' => Json::null(), 'location' => null];
$shown = $zoom->render(JANE, $values);
check('values', str_ends_with($shown, '{"dept":"a\u0000b","use_pmi":false,"custom_attributes":[{"key":"𝄞"}],"company":null}'));
$form = (new Form())->add('a', 'ë')->addPart('pic', "\0\xff", fileName: 'x.png');
check('a form', str_contains($zoom->renderRequest('POST', 'users/me/picture', body: $form), 'filename="x.png"'));
check('a request', $zoom->request('GET', 'users/' . JANE)->header('CONTENT-TYPE') === 'application/json;charset=UTF-8');
check('one call', Zoom::updateUser(null, JANE, ['type' => 2, 'dept' => null], ['confirm' => true] + $options)->isOk());

$error = refused(NotFoundException::class, 'no such user', fn () => $zoom->getUser('nobody@example.com'));
check('an exception', $error->getCode() === Status::NOT_FOUND && $error->result->httpStatus === 404 && !$error->isRetryable());
check('a result is a value', unserialize(serialize($zoom->getUser(JANE)))->isOk());

// Tokens from a closure: asked again; what it throws is the previous exception; what is in use stays open.
$asked = [];
$asks = new Client(...$place, token: function (bool $wasRefused) use (&$asked): string {
    $asked[] = $wasRefused;
    return $wasRefused ? getenv('ZOOM_TOKEN') : 'outdated';
});
check('a token that was refused', $asks->getUser(JANE)->isOk() && $asked === [false, true]);
$sources = [
    'DomainException' => fn () => throw new DomainException('secret'),
    'TypeError' => fn () => null,
    'ValueError' => fn () => str_repeat('x', 100000),
    'LogicException' => fn () => $asks->close(),
];
foreach ($sources as $class => $source) {
    $error = refused(MissingTokenException::class, $class, fn () => $asks->setTokenCallback($source)->getUser(JANE));
    check("the exception before it is a $class", $error->getPrevious()::class === $class);
    check('without its words', !str_contains($error->getMessage(), 'secret'));
}
$gone = null;
$gone = new Client(...$place, token: function () use (&$gone): string {
    $gone = null;
    gc_collect_cycles();
    return getenv('ZOOM_TOKEN');
});
check('nothing refers to it but its call', $gone->getUser(JANE)->isOk());

check('the doctor', $zoom->doctor()->isOk());
$ill = (new Client(...['token' => 'wrong'] + $options))->doctor();
check('a failed check', !$ill->isOk() && in_array('failed', array_column($ill->checks, 'outcome'), true));

$lines = [];
Zoom::log(3, function (int $level, string $line) use (&$lines): void {
    $lines[] = $line;
});
$zoom->getUser(JANE);
Zoom::log(0, null);
$zoom->getUser(JANE);
check('the log', count($lines) === 1 && str_contains($lines[0], 'HTTP 200'));
check('the catalogue', count(Zoom::fields()) > 30 && count(Zoom::options()) > 20);
