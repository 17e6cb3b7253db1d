<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI\CData;

/** @internal An object of the library and its end. */
abstract class Handle
{
    private bool $inUse = false;

    /** @param ?CData $handle null when it is closed */
    protected function __construct(private ?CData $handle)
    {
    }

    public function __destruct()
    {
        $this->release();
    }

    /** Frees it; a second time it has no effect. */
    public function close(): void
    {
        if ($this->inUse) {
            throw new \LogicException($this->noun() . ' is in use by a call');
        }
        $this->release();
    }

    public function __clone()
    {
        // The copy owns nothing.
        $this->handle = null;
        throw new \LogicException($this->noun() . ' cannot be cloned');
    }

    public function __serialize(): array
    {
        throw new \LogicException($this->noun() . ' cannot be serialized');
    }

    /** Frees it in the library. */
    abstract protected function free(CData $handle): void;

    protected function handle(): CData
    {
        return $this->handle ?? throw new \LogicException($this->noun() . ' is closed');
    }

    /** Makes a call in which this and another are used, and which may call back. */
    protected function using(?self $other, callable $call): mixed
    {
        $before = [$this->inUse, $other?->inUse];
        try {
            $this->inUse = true;
            if ($other !== null) {
                $other->inUse = true;
            }
            return $call();
        } finally {
            $this->inUse = $before[0];
            if ($other !== null) {
                $other->inUse = $before[1];
            }
        }
    }

    private function noun(): string
    {
        return 'the ' . strtolower((new \ReflectionClass($this))->getShortName());
    }

    private function release(): void
    {
        $handle = $this->handle ?? null;
        $this->handle = null;
        if ($handle !== null) {
            $this->free($handle);
        }
    }
}
