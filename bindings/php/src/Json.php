<?php

declare(strict_types=1);

namespace Zoomuser;

/** JSON as the value of a field, sent unchanged. */
final class Json
{
    public function __construct(public readonly string $text)
    {
    }

    /** JSON null; PHP's null leaves a field out. */
    public static function null(): self
    {
        return new self('null');
    }

    public function isNull(): bool
    {
        return $this->text === 'null';
    }
}
