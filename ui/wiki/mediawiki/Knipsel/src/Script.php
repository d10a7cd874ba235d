<?php

declare( strict_types = 1 );

namespace MediaWiki\Extension\Knipsel;

/** The script tag of a Knipsel server. */
final class Script {
	/** No user, query or fragment, and nothing that could end an attribute or a source of a policy. */
	private const ADDRESS =
		'~^(https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?)((?:/[a-z0-9._-]+)*)/?$~iD';

	private const SITE = '~^[a-z0-9][a-z0-9_-]{0,31}$~D';

	private const CHOICES = [ 'lang', 'theme', 'side', 'label' ];

	private string $origin;

	/** @var array<string,string|bool> */
	private array $attributes;

	/** @param array<string,string|bool> $attributes */
	private function __construct( string $origin, array $attributes ) {
		$this->origin = $origin;
		$this->attributes = $attributes;
	}

	/**
	 * Return the tag for what an administrator has set; null where the address or the name is none.
	 *
	 * @param mixed $server as `https://knipsel.example` or `https://intranet.example/archief`
	 * @param mixed $site its name in the server's KNIPSEL_SITES
	 * @param mixed $choices by their names; those that are unknown or no text are left out
	 */
	public static function of( $server, $site, $choices ): ?self {
		if ( !is_string( $server ) || !preg_match( self::ADDRESS, $server, $parts ) ) {
			return null;
		}
		if ( !is_string( $site ) || !preg_match( self::SITE, $site ) ) {
			return null;
		}
		$attributes = [ 'src' => "$parts[1]$parts[2]/widget.js", 'defer' => true, 'data-site' => $site ];
		foreach ( is_array( $choices ) ? $choices : [] as $name => $choice ) {
			if ( in_array( $name, self::CHOICES, true ) && is_string( $choice ) && $choice !== '' ) {
				$attributes["data-$name"] = $choice;
			}
		}
		return new self( $parts[1], $attributes );
	}

	/** Return what a Content-Security-Policy must admit. */
	public function origin(): string {
		return $this->origin;
	}

	/** @return array<string,string|bool> not escaped */
	public function attributes(): array {
		return $this->attributes;
	}
}
