import { render } from "preact";
import { useEffect } from "preact/hooks";
import { isRemembered, resume, session } from "./api/auth.ts";
import { loadConfig } from "./api/config.ts";
import { queries } from "./api/data.ts";
import { useIsSettled, useMe, usePermissions, type Permission } from "./api/me.ts";
import { ApiError } from "./api/problem.ts";
import { loadWords, nameOrders, useWords } from "./lib/i18n.ts";
import { useStore } from "./lib/store.ts";
import { go, usePlace } from "./lib/url.ts";
import { ExpiredDialog, SignInPage } from "./pages/signin/SignIn.tsx";
import "./styles/index.css";
import { lazy, type Later } from "./ui/Lazy.tsx";
import { Link } from "./ui/Link.tsx";
import { Palette } from "./ui/Palette.tsx";
import { Shell } from "./ui/Shell.tsx";
import { Failure, Note } from "./ui/States.tsx";
import { Toasts } from "./ui/Toasts.tsx";

/** Every page is loaded when it is opened. */
const PAGES: Record<string, Later> = {
  "/orders": lazy(() => import("./pages/orders/OrdersPage.tsx").then((file) => file.OrdersPage), "orders"),
  "/customers": lazy(() => import("./pages/customers/CustomersPage.tsx").then((file) => file.CustomersPage), "office"),
  "/technicians": lazy(() => import("./pages/technicians/TechniciansPage.tsx").then((file) => file.TechniciansPage), "office"),
  "/feedback": lazy(() => import("./pages/feedback/FeedbackPage.tsx").then((file) => file.FeedbackPage), "feedback"),
  "/overview": lazy(() => import("./pages/overview/OverviewPage.tsx").then((file) => file.OverviewPage), "figures"),
  "/analytics": lazy(() => import("./pages/analytics/AnalyticsPage.tsx").then((file) => file.AnalyticsPage), "figures"),
  "/exports": lazy(() => import("./pages/exports/ExportsPage.tsx").then((file) => file.ExportsPage), "exports"),
  "/import": lazy(() => import("./pages/imports/ImportsPage.tsx").then((file) => file.ImportsPage), "office"),
  "/settings/company": lazy(() => import("./pages/settings/CompanyPage.tsx").then((file) => file.CompanyPage), "company", "office"),
  "/settings/sla": lazy(() => import("./pages/settings/SlaPage.tsx").then((file) => file.SlaPage), "office"),
  "/settings/users": lazy(() => import("./pages/users/UsersPage.tsx").then((file) => file.UsersPage), "access", "office", "record"),
  "/settings/report": lazy(() => import("./pages/report/ReportPage.tsx").then((file) => file.ReportPage), "report"),
  "/settings/erasures": lazy(() => import("./pages/settings/ErasuresPage.tsx").then((file) => file.ErasuresPage), "office"),
  "/integrations": lazy(() => import("./pages/integrations/IntegrationsPage.tsx").then((file) => file.IntegrationsPage), "partners"),
};

/**
 * What nobody without this permission has any use for; other pages tell for themselves what is not theirs. These
 * wait until it is known whose they are: before, they would ask for what whoever came may not have.
 */
const GATES: Record<string, Permission | null> = {
  "/customers": null, // a technician reads the cards of those they work for
  "/import": "orders:write",
  "/overview": "analytics:read",
  "/analytics": "analytics:read",
  "/exports": "exports:read",
  "/integrations": "integrations:read",
  "/settings/company": "settings:write",
  "/settings/erasures": "customers:erase",
  "/settings/report": "reports:write",
  "/settings/users": null, // something of it is for everybody
};

/** Where pages have gone to: old links and bookmarks lead on. */
const MOVED: Record<string, string> = { "/figures": "/overview" };

/** Tell that a whole page is not for whoever is signed in. */
function Barred() {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${t.states.forbiddenTitle} · ${t.app}`;
  }, [t]);
  return (
    <>
      <h1 class="sr-only">{t.states.forbiddenTitle}</h1>
      <Note icon="lock" title={t.states.forbiddenTitle} hint={t.states.forbiddenHint}>
        <Link class="button" href="/orders">
          {t.states.toOrders}
        </Link>
      </Note>
    </>
  );
}

function Page() {
  const { t } = useWords();
  const { path } = usePlace();
  const may = usePermissions();
  const isSettled = useIsSettled();
  const company = useMe()?.company;
  useEffect(() => nameOrders(company?.status_names, company?.type_names), [company]);
  // Whoever may see figures starts with them; for everybody else there are orders.
  const start = may("analytics:read") ? "/overview" : "/orders";
  const moved = path === "/" ? isSettled && start : MOVED[path];
  useEffect(() => {
    if (moved) go(moved + location.search, { replace: true });
  }, [moved]);
  const gate = GATES[path];
  if (gate !== undefined && !isSettled) return null;
  if (gate && !may(gate)) return <Barred />;
  const Found = PAGES[path];
  if (Found) return <Found />;
  if (path === "/" || moved) return null;
  return (
    <>
      <h1 class="sr-only">{t.states.pageTitle}</h1>
      <Note icon="inbox" title={t.states.pageTitle} hint={t.states.pageHint}>
        <Link class="button" href="/orders">
          {t.states.toOrders}
        </Link>
      </Note>
    </>
  );
}

function App() {
  const now = useStore(session);
  const { t } = useWords();
  useEffect(() => {
    if (now === "out") document.title = `${t.signIn.title} · ${t.app}`;
  }, [now, t]);
  if (now === "starting") return null;
  if (now === "out") return <SignInPage />;
  if (now === "away") return <Failure error={new ApiError(0)} onRetry={() => void resume()} />;
  return (
    <>
      <Shell>
        <Page />
      </Shell>
      <Palette />
      {now === "expired" && <ExpiredDialog />}
      <Toasts />
    </>
  );
}

const root = document.getElementById("app")!;

async function start(): Promise<void> {
  // Whoever was here before will see the page: it comes while the session is renewed. Failing, it is asked for again.
  if (isRemembered()) PAGES[location.pathname]?.load().catch(() => undefined);
  // Both are asked for at once; the words are needed also to say what went wrong.
  const [settings] = await Promise.allSettled([loadConfig(), loadWords()]);
  if (settings.status === "rejected") {
    const { reason } = settings;
    const failed = reason instanceof Error ? reason : new Error(String(reason));
    render(<Failure error={failed} onRetry={() => location.reload()} />, root);
    return;
  }
  queries.mount();
  session.subscribe(() => {
    // Whoever comes next must not see what was read before; who comes back sees it fresh.
    if (session.get() === "out") queries.clear();
    if (session.get() === "in") void queries.invalidateQueries();
  });
  render(<App />, root);
  await resume();
}

void start();
