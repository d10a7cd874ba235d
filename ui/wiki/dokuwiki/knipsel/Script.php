<?php

declare(strict_types=1);

namespace dokuwiki\plugin\knipsel;

/** The script tag of a Knipsel server. */
final class Script
{
    /** No user, query or fragment, and nothing that could end an attribute. */
    private const ADDRESS =
        '~^(https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?)((?:/[a-z0-9._-]+)*)/?$~iD';

    private const SITE = '~^[a-z0-9][a-z0-9_-]{0,31}$~D';

    /** @var array<string,string> */
    private array $attributes;

    /** @param array<string,string> $attributes */
    private function __construct(array $attributes)
    {
        $this->attributes = $attributes;
    }

    /**
     * Return the tag for what an administrator has set; null where the address or the name is none.
     *
     * @param mixed $server  as `https://knipsel.example` or `https://intranet.example/archief`
     * @param mixed $site    its name in the server's KNIPSEL_SITES
     * @param array $choices by their names; what is empty or no text is left out
     */
    public static function of($server, $site, array $choices): ?self
    {
        if (!is_string($server) || !preg_match(self::ADDRESS, $server, $parts)) {
            return null;
        }
        if (!is_string($site) || !preg_match(self::SITE, $site)) {
            return null;
        }
        $attributes = ['src' => "$parts[1]$parts[2]/widget.js", 'defer' => 'defer', 'data-site' => $site];
        foreach ($choices as $name => $choice) {
            if (is_string($choice) && $choice !== '') {
                $attributes["data-$name"] = $choice;
            }
        }
        return new self($attributes);
    }

    /** @return array<string,string> not escaped */
    public function attributes(): array
    {
        return $this->attributes;
    }
}
