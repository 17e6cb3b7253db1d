<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI;
use FFI\CData;

/** A client for one Zoom account: token, options and kept connection. */
final class Client extends Handle
{
    /** What the callback of this call threw. */
    private ?\Throwable $raised = null;

    /**
     * Options by name, as in docs/options.md: `new Client(token: $token, timeout_ms: 5000)`. null leaves one out. `token`
     * may be a closure: see setTokenCallback.
     */
    public function __construct(string|int|bool|\Closure|null ...$options)
    {
        parent::__construct(Zoom::raw()->zoom_client_new());
        foreach ($options as $option => $value) {
            if (is_int($option)) {
                throw new \ArgumentCountError('options: expected names with values');
            }
            if ($value !== null) {
                $this->set($option, $value);
            }
        }
    }

    /** Sets an option; "" is its default. */
    public function set(string $option, string|int|bool|\Closure $value): self
    {
        if ($value instanceof \Closure) {
            if ($option !== 'token') {
                throw new \TypeError("$option: expected string, int or bool, got Closure");
            }
            return $this->setTokenCallback($value);
        }
        $text = is_bool($value) ? ($value ? 'on' : 'off') : Value::text((string) $value, $option);
        return $this->done(Zoom::raw()->zoom_client_set($this->handle(), Value::text($option, 'option'), $text));
    }

    /**
     * Gives the access tokens: `$source($wasRefused): string`, called by each call that needs one. What it throws is the
     * previous exception of the call's. null ends it. It must not exit. PHP keeps what it makes of it until the request ends.
     *
     * @param ?callable(bool): string $source
     */
    public function setTokenCallback(?callable $source): self
    {
        // It is kept longer than this client, and so must not keep it.
        $client = \WeakReference::create($this);
        $callback = $source === null ? null : static function (?CData $_, int $wasRefused, CData $buffer, int $capacity) use (
            $client,
            $source,
        ): int {
            try {
                return self::giveToken($source($wasRefused === 1), $buffer, $capacity);
            } catch (\Throwable $error) {
                $client->get()->raised = $error;
                // What was thrown may hold a secret.
                self::copy($error::class . ' was thrown', $buffer, $capacity);
                return 1;
            }
        };
        return $this->done(Zoom::raw()->zoom_client_set_token_callback($this->handle(), $callback, null));
    }

    /**
     * PATCH /users/{user_id}.
     *
     * @param Patch|array<string, string|int|bool|array|Json|null> $fields
     * @throws ZoomException
     */
    public function updateUser(string $userId, Patch|array $fields): Result
    {
        $patch = Patch::from($fields);
        $user = Value::text($userId, 'userId');
        return $this->call($patch, 'zoom_client_update_user', $user, $patch->handle());
    }

    /**
     * GET /users/{user_id}: `user` of the result is Zoom's JSON, `items` are its names and values.
     *
     * @throws ZoomException
     */
    public function getUser(string $userId): Result
    {
        return $this->call(null, 'zoom_client_get_user', Value::text($userId, 'userId'));
    }

    /**
     * What updateUser would change: `fields` of the result has an outcome for each field, "differs", "already" or
     * "unverifiable". Reads the user; sends no update.
     *
     * @param Patch|array<string, string|int|bool|array|Json|null> $fields
     * @throws ZoomException
     */
    public function plan(string $userId, Patch|array $fields): Result
    {
        $patch = Patch::from($fields);
        $user = Value::text($userId, 'userId');
        return $this->call($patch, 'zoom_client_plan', $user, $patch->handle());
    }

    /**
     * Checks what an update needs (docs/doctor.md); changes nothing. `checks` of the result has each check. A failed
     * check throws nothing: the result is not `isOk()`.
     *
     * @throws ZoomException where nothing was looked at
     */
    public function doctor(): Result
    {
        try {
            return $this->call(null, 'zoom_client_doctor');
        } catch (ZoomException $error) {
            $result = $error->result;
            return $result !== null && $result->checks !== [] ? $result : throw $error;
        }
    }

    /**
     * The users of the account, page by page, each as an array of what Zoom shows: `status`, `role_id`, `license`, `group_id`,
     * `include_fields`, `page_size` select them.
     *
     * @return \Generator<int, array<string, mixed>>
     * @throws ZoomException
     */
    public function listUsers(string|int ...$options): \Generator
    {
        $query = Value::object($options);
        $token = '';
        do {
            $page = $this->call(null, 'zoom_client_list_users', $query, $token);
            foreach ($page->users as $user) {
                yield json_decode($user['json'], true, 512, JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING);
            }
            $token = $page->nextPageToken;
        } while ($token !== '');
    }

    /**
     * Changes many users: checks every row before it sends the first, and sends only what differs. `rows` and `counts` of the
     * result say how each row ended. Options are those of `zoomuser bulk apply` with `_`: `run: 'folder', jobs: 4`.
     *
     * @param iterable<string, Patch|array<string, string|int|bool|array|Json|null>> $rows fields by user
     * @throws ZoomException where no run was begun
     */
    public function updateUsers(iterable $rows, string|int|bool ...$options): Result
    {
        return $this->runBulk($options, function (Bulk $bulk) use ($rows): void {
            foreach ($rows as $user => $fields) {
                $bulk->add((string) $user, $fields);
            }
        });
    }

    /**
     * The same for a file, CSV or JSON Lines. `$table` says how it is read: zoom_bulk_add_file in the C header.
     *
     * @param array<string, mixed> $table
     * @throws ZoomException where no run was begun
     */
    public function updateFile(string $path, array $table = [], string|int|bool ...$options): Result
    {
        return $this->runBulk($options, fn (Bulk $bulk) => $bulk->addFile($path, $table));
    }

    /** Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run. */
    public function resumeUsers(string $folder, string|int|bool ...$options): Result
    {
        $arguments = [Value::text($folder, 'folder'), Value::object($options), null, null];
        return $this->begun(null, 'zoom_client_resume_bulk', ...$arguments);
    }

    /** Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since. */
    public function undoUsers(string $folder, string|int|bool ...$options): Result
    {
        $arguments = [Value::text($folder, 'folder'), Value::object($options), null, null];
        return $this->begun(null, 'zoom_client_undo_bulk', ...$arguments);
    }

    /** @param callable(Bulk): mixed $fill */
    private function runBulk(array $options, callable $fill): Result
    {
        $json = Value::object($options);
        $bulk = new Bulk();
        try {
            $fill($bulk);
            return $this->begun($bulk, 'zoom_client_run_bulk', $bulk->handle(), $json, null, null);
        } finally {
            $bulk->close();
        }
    }

    /** The result of a run that was begun, however it ended. */
    private function begun(?Handle $other, string $function, mixed ...$arguments): Result
    {
        try {
            return $this->call($other, $function, ...$arguments);
        } catch (ZoomException $error) {
            $result = $error->result;
            return $result !== null && $result->why !== '' && $error->getPrevious() === null ? $result : throw $error;
        }
    }

    /**
     * The request that updateUser would send, as text: http, json, curl, curl-cmd, curl-powershell, postman.
     *
     * @param Patch|array<string, string|int|bool|array|Json|null> $fields
     */
    public function render(string $userId, Patch|array $fields, string $format = 'http'): string
    {
        $patch = Patch::from($fields);
        $texts = [Value::text($userId, 'userId'), $patch->handle(), Value::text($format, 'format')];
        return $this->call($patch, 'zoom_client_render', ...$texts)->rendered;
    }

    /**
     * A custom request, with a body of bytes or a form: zoom_client_request in the C header.
     *
     * @param array<string, string>|string $headers by name, or as lines
     * @throws ZoomException
     */
    public function request(string $method, string $path, array|string $headers = '', string|Form|null $body = null): Result
    {
        $arguments = self::requestArguments($method, $path, $headers, $body);
        return $body instanceof Form
            ? $this->call($body, 'zoom_client_request_form', ...$arguments)
            : $this->call(null, 'zoom_client_request', ...$arguments);
    }

    /**
     * The same as text.
     *
     * @param array<string, string>|string $headers by name, or as lines
     */
    public function renderRequest(
        string $method,
        string $path,
        array|string $headers = '',
        string|Form|null $body = null,
        string $format = 'http',
    ): string {
        $arguments = [...self::requestArguments($method, $path, $headers, $body), Value::text($format, 'format')];
        $result = $body instanceof Form
            ? $this->call($body, 'zoom_client_render_form', ...$arguments)
            : $this->call(null, 'zoom_client_render_request', ...$arguments);
        return $result->rendered;
    }

    /** Options are in it, and a token among them: nothing is shown. */
    public function __debugInfo(): array
    {
        return [];
    }

    protected function free(CData $handle): void
    {
        Zoom::raw()->zoom_client_free($handle);
    }

    private static function requestArguments(string $method, string $path, array|string $headers, string|Form|null $body): array
    {
        $start = [Value::text($method, 'method'), Value::text($path, 'path'), Value::headers($headers)];
        return $body instanceof Form ? [...$start, $body->handle()] : [...$start, $body, strlen($body ?? '')];
    }

    private static function giveToken(mixed $token, CData $buffer, int $capacity): int
    {
        if (!is_string($token)) {
            throw new \TypeError('token: expected string, got ' . get_debug_type($token));
        }
        if (!self::copy(Value::text($token, 'token'), $buffer, $capacity)) {
            throw new \ValueError("token: expected less than $capacity bytes");
        }
        return 0;
    }

    private static function copy(string $text, CData $buffer, int $capacity): bool
    {
        $fits = strlen($text) < $capacity;
        if ($fits) {
            FFI::memcpy($buffer, "$text\0", strlen($text) + 1);
        }
        return $fits;
    }

    private function call(?Handle $other, string $function, mixed ...$arguments): Result
    {
        $client = $this->handle();
        $raised = null;
        return Result::ofCall(function (CData $out) use ($other, $function, $client, $arguments, &$raised): int {
            $outer = $this->raised;
            try {
                $this->raised = null;
                return $this->using($other, fn () => Zoom::raw()->$function($client, ...[...$arguments, $out]));
            } finally {
                [$raised, $this->raised] = [$this->raised, $outer];
            }
        }, $raised);
    }

    private function done(int $status): self
    {
        if ($status !== Status::OK) {
            throw ZoomException::of($status, Zoom::raw()->zoom_client_error($this->handle()));
        }
        return $this;
    }
}
