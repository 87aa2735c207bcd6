// Written by scripts/web_client.py from docs/openapi.json; `make openapi` renews it.

export interface Actor {
  id: string;
  kind: string;
  name: string;
}

export interface Attempt {
  bytes_received: number;
  bytes_sent: number;
  duration_ms: number;
  error: string | null;
  error_class: string | null;
  next_attempt_at?: string | null;
  number: number;
  retry_reason?: string | null;
  started_at: string;
  status: number | null;
}

export interface AttemptRecord {
  bytes_received: number;
  bytes_sent: number;
  duration_ms: number;
  error: string | null;
  error_class: string | null;
  next_attempt_at?: string | null;
  number: number;
  request_body: string;
  request_headers: Record<string, string>;
  request_sha256: string;
  request_truncated: boolean;
  response_body: string;
  response_headers: Record<string, string>;
  response_truncated: boolean;
  retry_reason?: string | null;
  started_at: string;
  status: number | null;
  url: string;
}

export interface CustomerIn {
  email?: string | null;
  name: string;
  phone?: string | null;
}

export interface CustomerOut {
  created_at: string;
  emails?: string[];
  id: string;
  kind?: "person" | "company";
  name: string;
  phones?: string[];
  version?: number;
}

export interface CustomerRef {
  id: string;
  name: string;
  phone?: string | null;
}

export interface DayOut {
  cancelled: number;
  completed: number;
  created: number;
  day: string;
  revenue: Money;
}

export interface DaysOut {
  currency: string;
  items: DayOut[];
  watermark: string | null;
  zone: string;
}

export interface DeliveriesOut {
  items: DeliveryOut[];
  next_cursor: string | null;
}

export interface DeliveryDetail {
  attempt_count: number;
  attempts: AttemptRecord[];
  created_at: string;
  due_at: string | null;
  ended_because: string | null;
  event_id: string;
  event_type: string;
  finished_at: string | null;
  id: string;
  integration_id: string;
  integration_name: string;
  kind: string;
  order_id: string;
  order_number: string;
  state: DeliveryState;
}

export interface DeliveryOut {
  attempt_count?: number;
  attempts?: Attempt[];
  created_at: string;
  due_at: string | null;
  ended_because?: string | null;
  event_id: string;
  event_type: string;
  finished_at?: string | null;
  id: string;
  integration_id: string;
  integration_name: string;
  kind: string;
  order_id: string;
  order_number: string;
  state: DeliveryState;
}

export type DeliveryState = "pending" | "held" | "retrying" | "delivered" | "failed";

export interface EntryOut {
  action: string;
  actor: Actor;
  at: string;
  fields: string[];
  from: Status | null;
  reason: string | null;
  recorded_at: string;
  to: Status | null;
  version: number;
}

export interface EventTypeOut {
  description: string;
  schema: Record<string, unknown>;
  title: Record<string, string>;
  type: string;
}

export interface EventTypesOut {
  items: EventTypeOut[];
  next_cursor?: string | null;
}

export interface ExportIn {
  axis?: "created_at" | "completed_at" | "cancelled_at";
  from: string;
  kind: "orders";
  to: string;
}

export interface ExportOut {
  axis: "created_at" | "completed_at" | "cancelled_at";
  created_at: string;
  error: string | null;
  files: FileOut[];
  finished_at: string | null;
  from: string;
  id: string;
  kind: "orders";
  rows: number | null;
  state: "queued" | "done" | "failed";
  to: string;
  watermark: string | null;
}

export interface ExportsOut {
  items: ExportOut[];
  next_cursor: string | null;
}

export interface FeedbackRow {
  comment: string;
  customer_id: string;
  customer_name: string;
  edited_at: string | null;
  edited_until: string;
  order_id: string;
  order_number: string;
  rating: number;
  source: string;
  submitted_at: string;
  technician_id: string | null;
  technician_name: string | null;
  version: number;
}

export interface FieldProblem {
  field: string;
  rule: string;
  value: unknown;
}

export interface FileOut {
  bytes: number;
  key: string;
  name: string;
  sha256: string;
}

export interface GatewayMessage {
  message?: string;
}

export interface HealthOut {
  status?: string;
}

export interface IntegrationCreate {
  event_types: ("order.created" | "order.updated" | "order.completed" | "order.cancelled" | "order.reopened")[];
  kind: "webhook";
  name: string;
  settings: Record<string, unknown>;
}

export interface IntegrationCreated {
  created_at: string;
  event_types: string[];
  id: string;
  kind: string;
  name: string;
  secret: string;
  settings: Record<string, unknown>;
  state: IntegrationState;
  updated_at: string;
  version: number;
}

export interface IntegrationEdit {
  event_types?: (("order.created" | "order.updated" | "order.completed" | "order.cancelled" | "order.reopened")[]) | null;
  name?: string | null;
  settings?: Record<string, unknown> | null;
  state?: IntegrationState | null;
}

export interface IntegrationOut {
  created_at: string;
  event_types: string[];
  id: string;
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  state: IntegrationState;
  updated_at: string;
  version: number;
}

export type IntegrationState = "enabled" | "paused" | "disabled";

export interface IntegrationsOut {
  items: IntegrationOut[];
  next_cursor?: string | null;
}

export interface KpiOut {
  axis: "created_at" | "completed_at" | "cancelled_at";
  definition: string;
  name: string;
  title: WordsOut;
  unit: "orders" | "money";
}

export interface KpisOut {
  items: KpiOut[];
  next_cursor?: string | null;
}

export interface LineIn {
  kind?: "service" | "part" | "travel";
  name: string;
  qty?: number | string;
  unit_price: number;
}

export interface LineOut {
  kind: "service" | "part" | "travel";
  name: string;
  qty: string;
  total: number;
  unit_price: number;
}

export interface LinkIn {
  order_id: string;
}

export interface LinkOut {
  expires_at: string;
  url: string;
}

export interface MeOut {
  id: string;
  kind: string;
  name: string;
  permissions: string[];
  roles: string[];
  scopes: string[];
}

export interface Money {
  amount: number;
  currency: string;
}

export interface OrderCreate {
  customer?: CustomerIn | null;
  customer_id?: string | null;
  description?: string;
  due_at?: string | null;
  external_id?: string | null;
  items?: LineIn[];
  priority?: "low" | "normal" | "high" | "urgent";
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  source?: string;
  technician_id?: string | null;
  title: string;
  type?: string;
}

export interface OrderEdit {
  description?: string;
  due_at?: string | null;
  items?: LineIn[];
  priority?: "low" | "normal" | "high" | "urgent";
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  technician_id?: string | null;
  title?: string | null;
  type?: string;
}

export interface OrderOut {
  allowed_moves: Status[];
  assigned_at: string | null;
  cancel_reason: string | null;
  cancelled_at: string | null;
  cancelled_by: ("customer" | "company") | null;
  closed_at: string | null;
  completed_at: string | null;
  created_at: string;
  customer: CustomerRef;
  customer_id: string;
  customer_name: string;
  description: string;
  due_at: string | null;
  en_route_at: string | null;
  external_id: string | null;
  history: EntryOut[];
  hold_reason: ("parts" | "customer" | "approval" | "other") | null;
  hold_seconds: number;
  hold_since: string | null;
  id: string;
  items: LineOut[];
  last_completed_at: string | null;
  number: string;
  outcome: ("resolved" | "partly" | "not_resolved") | null;
  phone?: string | null;
  priority: "low" | "normal" | "high" | "urgent";
  reopen_count: number;
  reopened_at: string | null;
  scheduled_end: string | null;
  scheduled_start: string | null;
  source: string;
  started_at: string | null;
  status: Status;
  technician: TechnicianRef | null;
  technician_id?: string | null;
  technician_name?: string | null;
  title: string;
  total: Money;
  type: string;
  updated_at: string;
  version: number;
}

export interface OrderRow {
  created_at: string;
  customer_id: string;
  customer_name: string;
  id: string;
  number: string;
  phone?: string | null;
  priority: "low" | "normal" | "high" | "urgent";
  status: Status;
  technician_id?: string | null;
  technician_name?: string | null;
  title: string;
  total: Money;
  updated_at: string;
  version: number;
}

export interface OrderRowsOut {
  items: OrderRow[];
  next_cursor: string | null;
}

export interface OverviewOut {
  distribution: Record<string, number>;
  items: FeedbackRow[];
  next_cursor: string | null;
  period: PeriodOut;
  summary: SummaryOut;
}

export interface PeriodOut {
  from: string;
  to: string;
}

export interface Problem {
  detail: string;
  errors?: FieldProblem[];
  instance: string;
  request_id: string;
  status: number;
  title: string;
  type: string;
}

export interface ShareOut {
  high: number;
  low: number;
  share: number;
}

export type Status = "new" | "scheduled" | "en_route" | "in_progress" | "on_hold" | "completed" | "closed" | "cancelled";

export interface SummaryOut {
  average: number | null;
  count: number;
  csat: ShareOut | null;
}

export interface TechnicianIn {
  name: string;
  phone?: string | null;
  skills?: string[];
}

export interface TechnicianOut {
  active?: boolean;
  created_at: string;
  id: string;
  name: string;
  phone?: string | null;
  skills?: string[];
  version?: number;
}

export interface TechnicianRef {
  id: string;
  name: string;
}

export interface TechniciansOut {
  items: TechnicianOut[];
  next_cursor?: string | null;
}

export interface TransitionIn {
  cancelled_by?: ("customer" | "company") | null;
  hold_reason?: ("parts" | "customer" | "approval" | "other") | null;
  occurred_at?: string | null;
  outcome?: ("resolved" | "partly" | "not_resolved") | null;
  reason?: string | null;
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  technician_id?: string | null;
  to: Status;
}

export interface WordsOut {
  en: string;
  ru: string;
}

export interface Routes {
  "GET /f/{token}": {
    path: {
      token: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: string;
  };
  "POST /f/{token}": {
    path: {
      token: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: string;
  };
  "GET /v1/analytics/days": {
    path: Record<never, never>;
    query: {
      from: string;
      to: string;
    };
    body: undefined;
    answer: DaysOut;
  };
  "GET /v1/analytics/kpis": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: KpisOut;
  };
  "GET /v1/customers/{customer_id}": {
    path: {
      customer_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: CustomerOut;
  };
  "GET /v1/deliveries": {
    path: Record<never, never>;
    query: {
      integration_id?: string | null;
      state?: DeliveryState | null;
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: DeliveriesOut;
  };
  "GET /v1/deliveries/{delivery_id}": {
    path: {
      delivery_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: DeliveryDetail;
  };
  "GET /v1/event-types": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: EventTypesOut;
  };
  "GET /v1/exports": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: ExportsOut;
  };
  "POST /v1/exports": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ExportIn;
    answer: ExportOut;
  };
  "GET /v1/exports/{export_id}": {
    path: {
      export_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ExportOut;
  };
  "GET /v1/exports/{export_id}/files/{name}": {
    path: {
      export_id: string;
      name: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/feedback": {
    path: Record<never, never>;
    query: {
      from?: string | null;
      to?: string | null;
      rating?: number | null;
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: OverviewOut;
  };
  "POST /v1/feedback/links": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: LinkIn;
    answer: LinkOut;
  };
  "GET /v1/health": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: HealthOut;
  };
  "GET /v1/integrations": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: IntegrationsOut;
  };
  "POST /v1/integrations": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: IntegrationCreate;
    answer: IntegrationCreated;
  };
  "GET /v1/integrations/{integration_id}": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: IntegrationOut;
  };
  "PATCH /v1/integrations/{integration_id}": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: IntegrationEdit;
    answer: IntegrationOut;
  };
  "DELETE /v1/integrations/{integration_id}": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: string;
  };
  "GET /v1/me": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: MeOut;
  };
  "GET /v1/orders": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
      status?: Status | null;
    };
    body: undefined;
    answer: OrderRowsOut;
  };
  "POST /v1/orders": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: OrderCreate;
    answer: OrderOut;
  };
  "GET /v1/orders/{order_id}": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OrderOut;
  };
  "PATCH /v1/orders/{order_id}": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: OrderEdit;
    answer: OrderOut;
  };
  "POST /v1/orders/{order_id}/transitions": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: TransitionIn;
    answer: OrderOut;
  };
  "GET /v1/technicians": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: TechniciansOut;
  };
  "POST /v1/technicians": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: TechnicianIn;
    answer: TechnicianOut;
  };
}
