<?php

declare(strict_types=1);

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;
use dokuwiki\plugin\knipsel\Script;

/** Puts the script tag on the pages that are to have it. */
class action_plugin_knipsel extends ActionPlugin
{
    /** Where a page is read or written; not where a password is typed or the wiki is administered. */
    private const ACTIONS = ['show', 'edit', 'preview', 'revisions', 'diff', 'backlink', 'recent', 'index', 'search'];

    private const CHOICES = ['lang', 'theme', 'side', 'label'];

    public function register(EventHandler $controller): void
    {
        $controller->register_hook('TPL_METAHEADER_OUTPUT', 'BEFORE', $this, 'addScript');
    }

    /**
     * @param Event $event its data are the elements of the head, by tag, attributes not escaped
     * @param mixed $_
     */
    public function addScript(Event $event, $_): void
    {
        global $ACT, $ID;
        $isPage = in_array($ACT, self::ACTIONS, true) && is_string($ID);
        if (!$isPage || !$this->isOnIn($ID) || !$this->mayBeSeen($ID)) {
            return;
        }
        $choices = array_map([$this, 'getConf'], array_combine(self::CHOICES, self::CHOICES));
        $script = Script::of($this->getConf('server'), $this->getConf('site'), $choices);
        if ($script !== null) {
            $event->data['script'][] = $script->attributes() + ['_data' => ''];
        }
    }

    private function isOnIn(string $page): bool
    {
        $only = $this->list('only');
        return ($only === [] || $this->isWithin($page, $only)) && !$this->isWithin($page, $this->list('except'));
    }

    /** Tell whether a page is in one of the namespaces or below; `:` is the root, without what is below it. */
    private function isWithin(string $page, array $namespaces): bool
    {
        foreach ($namespaces as $namespace) {
            $name = cleanID($namespace);
            if ($name === '' ? getNS($page) === false : strpos($page, "$name:") === 0) {
                return true;
            }
        }
        return false;
    }

    private function mayBeSeen(string $page): bool
    {
        global $conf, $INPUT, $USERINFO;
        if (auth_quickaclcheck($page) < AUTH_READ) {
            return false;
        }
        $who = $this->list('who');
        if (!$conf['useacl']) { // without accounts there is nobody but everybody
            return in_array('@ALL', $who, true);
        }
        return auth_isMember(implode(',', $who), $INPUT->server->str('REMOTE_USER'), (array)($USERINFO['grps'] ?? []));
    }

    /** Return a setting that is a list, also where it was written as one text with commas. */
    private function list(string $name): array
    {
        $told = $this->getConf($name);
        $list = is_array($told) ? $told : explode(',', (string)$told);
        return array_values(array_filter(array_map('trim', array_filter($list, 'is_string')), 'strlen'));
    }
}
