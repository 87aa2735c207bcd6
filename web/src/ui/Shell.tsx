import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lastUser, signOut } from "../api/auth.ts";
import { inFlight } from "../api/client.ts";
import { useIsSettled, useMay, useMe, useWays } from "../api/me.ts";
import { useWords, setLang } from "../lib/i18n.ts";
import { useStore } from "../lib/store.ts";
import { switchTheme, theme } from "../lib/theme.ts";
import { openTour, tour } from "../lib/tour.ts";
import { usePlace } from "../lib/url.ts";
import { GROUPS } from "../routes.ts";
import { Icon } from "./Icon.tsx";
import { lazy } from "./Lazy.tsx";
import { Link } from "./Link.tsx";
import { awaitPalette, openPalette } from "./Palette.tsx";

/** The sign of the product. */
export function Brand() {
  const { t } = useWords();
  return (
    <span class="brand">
      <img src="/favicon.svg" width="24" height="24" alt="" />
      {t.app}
    </span>
  );
}

function Progress() {
  return useStore(inFlight) > 0 ? <div class="progress" aria-hidden="true" /> : null;
}

/** RU/EN and light/dark. */
export function Switches() {
  const { t, lang } = useWords();
  const dark = useStore(theme) === "dark";
  return (
    <span class="switches">
      <button
        type="button"
        class="button quiet square"
        lang={lang === "ru" ? "en" : "ru"}
        aria-label={`${t.lang.other}: ${t.lang.switch}`}
        title={t.lang.switch}
        onClick={() => void setLang(lang === "ru" ? "en" : "ru")}
      >
        {t.lang.other}
      </button>
      <button
        type="button"
        class="button quiet square"
        aria-label={dark ? t.theme.toLight : t.theme.toDark}
        title={dark ? t.theme.toLight : t.theme.toDark}
        onClick={switchTheme}
      >
        <Icon name={dark ? "sun" : "moon"} />
      </button>
    </span>
  );
}

function Navigation() {
  const { t } = useWords();
  const place = usePlace();
  const may = useWays();
  const groups = GROUPS.map((group) => ({ ...group, entries: group.entries.filter((one) => may(one.permission)) }));
  return (
    <nav class="nav" aria-label={t.nav.label}>
      {groups.filter((group) => group.entries.length > 0).map((group) => (
        <section key={group.entries[0]!.href}>
          <p class="nav-title">{group.name(t)}</p>
          {group.entries.map((entry) => (
            <Link key={entry.href} class="nav-link" href={entry.href} aria-current={entry.here(place) ? "page" : undefined}>
              <Icon name={entry.icon} />
              {entry.name(t)}
            </Link>
          ))}
        </section>
      ))}
    </nav>
  );
}

function Who() {
  const { t } = useWords();
  const me = useMe();
  const mayBegin = me?.permissions.includes("orders:write");
  // An access token carries no e-mail: the API then names a user by the id.
  const name = me && (me.name === me.id ? lastUser() || me.name : me.name);
  const roles = me?.roles.map((role) => t.roles[role as keyof typeof t.roles] ?? role);
  return (
    <div class="who">
      <span class="who-name" title={me?.email ?? name}>
        {name ?? "\u00a0"}
        <small>{roles?.join(", ") || "\u00a0"}</small>
      </span>
      {mayBegin && (
        <button type="button" class="button quiet square" aria-label={t.palette.steps} title={t.palette.steps} onClick={openTour}>
          <Icon name="circle-question-mark" />
        </button>
      )}
      <button
        type="button"
        class="button quiet square"
        aria-label={t.signIn.out}
        title={t.signIn.out}
        onClick={signOut}
      >
        <Icon name="log-out" />
      </button>
    </div>
  );
}

const Tour = lazy(() => import("../pages/tour/Tour.tsx").then((file) => file.Tour), "tour");

/** The first steps of a new company, for who may take them. */
function FirstSteps() {
  const state = useStore(tour);
  const isSettled = useIsSettled();
  const mayBegin = useMay("orders:write");
  return isSettled && mayBegin && state !== "past" ? <Tour /> : null;
}

/** Everything around a page: navigation, search, account; a top bar on a phone. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { t } = useWords();
  const place = usePlace();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const menu = useRef<HTMLButtonElement>(null);

  useEffect(() => setOpen(false), [place.path, place.query.get("tab")]);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      menu.current?.focus();
    };
    addEventListener("keydown", close);
    return () => removeEventListener("keydown", close);
  }, [open]);

  return (
    <div class="shell" data-open={open || undefined}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t.skip}
      </a>
      <Progress />
      <header class="topbar">
        <button
          ref={menu}
          type="button"
          class="button quiet square"
          aria-expanded={open}
          aria-controls="sidebar"
          aria-label={open ? t.nav.close : t.nav.open}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? "x" : "menu"} size={20} />
        </button>
        <Brand />
        <button type="button" class="button quiet square" aria-label={t.palette.open} onClick={openPalette} onPointerEnter={awaitPalette} onFocus={awaitPalette}>
          <Icon name="search" size={20} />
        </button>
      </header>
      <aside class="sidebar" id="sidebar" aria-label={t.app}>
        <div class="sidebar-head">
          <Brand />
          <Switches />
        </div>
        <button type="button" class="find" onClick={openPalette} onPointerEnter={awaitPalette} onFocus={awaitPalette} aria-keyshortcuts="Control+K Meta+K">
          <Icon name="search" />
          {t.palette.open}
          <kbd aria-hidden="true">Ctrl K</kbd>
        </button>
        <Navigation />
        <Who />
      </aside>
      <div class="scrim" onClick={() => setOpen(false)} />
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <FirstSteps />
    </div>
  );
}

/** The title of a page with what can be done on it. */
export function PageHead({ title, subtitle, children }: { title: string; subtitle: string; children?: ComponentChildren }) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t.app}`;
  }, [title, t]);
  return (
    <header class="page-head">
      <div>
        <h1>{title}</h1>
        <p class="muted">{subtitle}</p>
      </div>
      {children && <div class="page-tools">{children}</div>}
    </header>
  );
}
