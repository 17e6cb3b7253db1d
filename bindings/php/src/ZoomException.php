<?php

declare(strict_types=1);

namespace Zoomuser;

/** How a call failed. Each status has a class: NotFoundException, RateLimitedException, TimeoutException ... */
class ZoomException extends \RuntimeException
{
    /**
     * @param string $message one line
     * @param int $status its number, of Status; it is getCode() too
     * @param ?Result $result the result of the call; null where a set was refused
     */
    final public function __construct(
        string $message,
        public readonly int $status,
        public readonly ?Result $result = null,
        ?\Throwable $previous = null,
    ) {
        parent::__construct($message, $status, $previous);
    }

    /** @internal The exception of a status. */
    public static function of(int $status, string $message, ?Result $result = null, ?\Throwable $previous = null): self
    {
        $class = Raw::EXCEPTIONS[$status] ?? self::class;
        return new $class($message, $status, $result, $previous);
    }

    /** "ZOOM_E_NOT_FOUND" */
    public function name(): string
    {
        return Zoom::statusName($this->status);
    }

    /** Whether the same call may succeed later without a change. */
    public function isRetryable(): bool
    {
        return Zoom::raw()->zoom_status_is_retryable($this->status) === 1;
    }
}
