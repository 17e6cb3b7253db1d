<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI;

/** The result of a call: a copy that does not depend on the library; it may be serialized. Numbers are -1 where there is none. */
final class Result
{
    /** Of Status. */
    public readonly int $status;
    /** "ZOOM_E_NOT_FOUND" */
    public readonly string $name;
    /** Whether the same call may succeed later without a change. */
    public readonly bool $retryable;
    /** One line. */
    public readonly string $message;
    /** What to do about it. */
    public readonly string $hint;
    /** Zoom's error message. */
    public readonly string $apiMessage;
    /** The tracking id, for Zoom's support. */
    public readonly string $trackingId;
    /** The whole result as a JSON object. */
    public readonly string $json;
    /** The reason phrase after the HTTP status. */
    public readonly string $reason;
    /** The response head as received. */
    public readonly string $head;
    /** A request as text. */
    public readonly string $rendered;
    /** After getUser: the user as Zoom's JSON. */
    public readonly string $user;
    public readonly int $httpStatus;
    /** Zoom's error code. */
    public readonly int $apiCode;
    public readonly int $attempts;
    public readonly int $waitedMs;
    public readonly int $retryAfterMs;
    /** Bytes. */
    public readonly string $body;
    /** @var list<array{field: string, message: string}> */
    public readonly array $fieldErrors;
    /** @var list<array{field: string, message: string}> */
    public readonly array $problems;
    /** @var list<array{field: string, message: string}> */
    public readonly array $warnings;
    /** @var list<array{name: string, value: string}> */
    public readonly array $headers;
    /** @var list<array{field: string, outcome: string, old: string, new: string, seen: string}> */
    public readonly array $fields;
    /** @var list<array{name: string, value: string}> After getUser. */
    public readonly array $items;
    /** @var list<array{name: string, url: string, outcome: string, message: string, hint: string}> After doctor. */
    public readonly array $checks;

    /** @var list<array{id: string, email: string, json: string}> A page of listUsers. */
    public readonly array $users;
    public readonly string $nextPageToken;
    /** @var list<array<string, string>> After updateUsers: every row, with the columns of results.csv. */
    public readonly array $rows;
    /** @var array<string, int> After updateUsers: the rows by outcome. */
    public readonly array $counts;
    /** After updateUsers: the exit code of the command line. */
    public readonly int $exit;
    /** After updateUsers: the folder of the run. */
    public readonly string $run;
    /** After updateUsers: why the run ended; "finished" if every row was handled. */
    public readonly string $why;

    private const ROW = ['line', 'user_id', 'outcome', 'status', 'http_status', 'api_code', 'message', 'hint', 'tracking_id',
        'attempts', 'waited_ms'];
    private const COUNTS = ['rows', 'sent', 'applied', 'already', 'ignored', 'unverifiable', 'refused', 'failed', 'drifted',
        'kept', 'skipped', 'in_doubt', 'not_tried'];

    private function __construct(FFI $raw, FFI\CData $result)
    {
        $text = fn (string $what): string => $raw->zoom_result_text($result, $what);
        $number = fn (string $what): int => (int) $raw->zoom_result_number($result, $what);
        $this->status = $raw->zoom_result_status($result);
        $this->name = Zoom::statusName($this->status);
        $this->retryable = $raw->zoom_status_is_retryable($this->status) === 1;
        $this->message = $text('message');
        $this->hint = $text('hint');
        $this->apiMessage = $text('api_message');
        $this->trackingId = $text('tracking_id');
        $this->json = $text('json');
        $this->reason = $text('reason');
        $this->head = $text('head');
        $this->rendered = $text('rendered');
        $this->user = $text('user');
        $this->httpStatus = $number('http_status');
        $this->apiCode = $number('api_code');
        $this->attempts = $number('attempts');
        $this->waitedMs = $number('waited_ms');
        $this->retryAfterMs = $number('retry_after_ms');
        $length = $raw->new('size_t');
        $body = $raw->zoom_result_body($result, FFI::addr($length));
        $this->body = FFI::string($body, $length->cdata);
        $list = function (string $name, string ...$keys) use ($raw, $result): array {
            $items = [];
            for ($i = 0, $count = $raw->zoom_result_count($result, $name); $i < $count; $i++) {
                $values = array_map(fn (string $key): string => $raw->zoom_result_item($result, $name, $i, $key), $keys);
                $items[] = array_combine($keys, $values);
            }
            return $items;
        };
        $this->fieldErrors = $list('field_errors', 'field', 'message');
        $this->problems = $list('problems', 'field', 'message');
        $this->warnings = $list('warnings', 'field', 'message');
        $this->headers = $list('headers', 'name', 'value');
        $this->fields = $list('fields', 'field', 'outcome', 'old', 'new', 'seen');
        $this->items = $list('user', 'name', 'value');
        $this->users = $list('users', 'id', 'email', 'json');
        $this->nextPageToken = $text('next_page_token');
        $this->rows = $list('rows', ...self::ROW);
        $this->counts = array_combine(self::COUNTS, array_map($number, self::COUNTS));
        $this->exit = $number('exit');
        $this->run = $text('run');
        $this->why = $text('why');
        $this->checks = $list('checks', 'name', 'url', 'outcome', 'message', 'hint');
    }

    /**
     * @internal The result of a call, which is made with a place for it.
     * @param callable(FFI\CData): int $call
     * @throws ZoomException
     */
    public static function ofCall(callable $call, ?\Throwable &$raised = null): self
    {
        $raw = Zoom::raw();
        $out = $raw->new('zoom_result *');
        try {
            $status = $call(FFI::addr($out));
            $result = FFI::isNull($out) ? null : new self($raw, $out);
        } finally {
            $raw->zoom_result_free($out);
        }
        if ($result?->status === Status::OK) {
            return $result;
        }
        throw ZoomException::of($status, $result?->message ?? Zoom::statusText($status), $result, $raised);
    }

    public function isOk(): bool
    {
        return $this->status === Status::OK;
    }

    /** The first header of this name (case-insensitive); "" if there is none. */
    public function header(string $name): string
    {
        foreach ($this->headers as $header) {
            if (strcasecmp($header['name'], $name) === 0) {
                return $header['value'];
            }
        }
        return '';
    }
}
