<?php

declare( strict_types = 1 );

namespace MediaWiki\Extension\Knipsel;

use Html;
use MediaWiki\Logger\LoggerFactory;
use MediaWiki\ResourceLoader\Module;

/**
 * Puts the script tag on the pages that are to have it, and lets their Content-Security-Policy admit it.
 *
 * The hooks' own interfaces are not named: MediaWiki moved them to other namespaces after 1.39, and asks for none.
 */
final class Hooks {
	/** @var \Config */
	private $config;

	/** What the page of this request was given; null where it was given nothing. */
	private ?Script $given = null;

	/** @param \Config $config */
	public function __construct( $config ) {
		$this->config = $config;
	}

	/**
	 * @param \OutputPage $out
	 * @param \Skin $skin
	 */
	public function onBeforePageDisplay( $out, $skin ): void {
		if ( !$this->isFor( $out ) || $this->config->get( 'KnipselServer' ) === '' ) {
			return;
		}
		$this->given = Script::of(
			$this->config->get( 'KnipselServer' ),
			$this->config->get( 'KnipselSite' ),
			$this->config->get( 'KnipselAttributes' )
		);
		if ( $this->given === null ) {
			LoggerFactory::getInstance( 'Knipsel' )->warning(
				'No button: $wgKnipselServer must be as https://knipsel.example, $wgKnipselSite up to 32 of a-z 0-9 _ -'
			);
			return;
		}
		$out->addHeadItem( 'knipsel', Html::element( 'script', $this->given->attributes() ) );
	}

	/**
	 * @param string[] &$sources
	 * @param array|bool $policy
	 * @param int $mode
	 */
	public function onContentSecurityPolicyScriptSource( &$sources, $policy, $mode ): void {
		$this->admitIn( $sources );
	}

	/**
	 * Its requests fall under default-src: MediaWiki's policy has no connect-src.
	 *
	 * @param string[] &$sources
	 * @param array|bool $policy
	 * @param int $mode
	 */
	public function onContentSecurityPolicyDefaultSource( &$sources, $policy, $mode ): void {
		$this->admitIn( $sources );
	}

	/** @param string[] &$sources */
	private function admitIn( array &$sources ): void {
		if ( $this->given !== null && !in_array( '*', $sources, true ) ) {
			$sources[] = $this->given->origin();
		}
	}

	/** @param \OutputPage $out */
	private function isFor( $out ): bool {
		$title = $out->getTitle();
		$reader = $out->getAuthority();
		return $title !== null
			&& ( $this->config->get( 'KnipselNamespaces' )[$title->getNamespace()] ?? true )
			// Where a password is typed (or safemode asked for) MediaWiki runs no script of the wiki's: so not this one.
			&& $out->getAllowedModules( Module::TYPE_SCRIPTS ) >= Module::ORIGIN_USER_SITEWIDE
			&& $reader->isAllowed( 'knipsel-see' )
			&& $reader->probablyCan( 'read', $title );
	}
}
