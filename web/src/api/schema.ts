// Written by scripts/web_client.py from docs/openapi.json; `make openapi` renews it.

export interface Actor {
  kind: string;
  id: string;
  name: string | null;
}

export interface Attempt {
  number: number;
  started_at: string;
  duration_ms: number;
  status: number | null;
  bytes_sent: number;
  bytes_received: number;
  error: string | null;
  error_class: string | null;
  next_attempt_at: string | null;
  retry_reason: string | null;
  request_body?: string | null;
  request_headers?: Record<string, string>;
  response_body?: string | null;
  truncated?: boolean;
  url?: string | null;
}

export interface DayFigures {
  day: string;
  created: number;
  completed: number;
  cancelled: number;
  revenue: Money;
}

export interface Days {
  zone: string;
  currency: string;
  watermark: string | null;
  items: DayFigures[];
}

export interface Delivery {
  id: string;
  integration_id: string;
  integration_name: string;
  kind: string;
  event_id: string;
  event_type: string;
  order_id: string | null;
  order_number: string | null;
  state: "pending" | "held" | "retrying" | "delivered" | "failed";
  attempt_count: number;
  attempts: Attempt[];
  created_at: string;
  due_at: string | null;
  finished_at: string | null;
}

export interface DeliveryList {
  items: Delivery[];
  next_cursor: string | null;
}

export interface EventType {
  type: string;
  title: {
    ru: string;
    en: string;
  };
  description: unknown;
  schema: Record<string, unknown>;
}

export interface EventTypeList {
  items: EventType[];
  next_cursor: string | null;
}

export interface Export {
  id: string;
  kind: string;
  from: string;
  to: string;
  state: "queued" | "done" | "failed";
  rows: number | null;
  watermark: string | null;
  created_at: string;
  finished_at: string | null;
  files: ExportFile[];
  error: string | null;
}

export interface ExportFile {
  name: string;
  key: string;
  bytes: number;
  sha256: string;
}

export interface ExportList {
  items: Export[];
  next_cursor: string | null;
}

export interface HistoryEntry {
  action: string;
  from: Status | null;
  to: Status | null;
  at: string;
  recorded_at: string;
  actor: Actor;
  reason: string | null;
  version: number;
}

export interface Integration {
  id: string;
  kind: string;
  name: string;
  event_types: string[];
  settings: WebhookSettings;
  state: "enabled" | "paused" | "disabled";
  created_at: string;
  updated_at: string;
  version: number;
}

export interface IntegrationList {
  items: Integration[];
  next_cursor: string | null;
}

export interface IntegrationPatch {
  name?: string;
  event_types?: string[];
  settings?: WebhookSettings;
  state?: "enabled" | "paused" | "disabled";
}

export type IntegrationWithSecret = Integration & {
  secret: string;
};

export interface Item {
  kind: "service" | "part" | "travel";
  name: string;
  qty: string;
  unit_price: number;
}

export interface Me {
  kind: "user" | "key";
  id: string;
  name: string;
  roles: string[];
  scopes: string[];
  permissions: string[];
}

export interface Money {
  amount: number;
  currency: string;
}

export interface Move {
  to: Status;
  reason?: string | null;
  hold_reason?: ("parts" | "customer" | "approval" | "other") | null;
  outcome?: ("resolved" | "partly" | "not_resolved") | null;
  cancelled_by?: ("customer" | "company") | null;
  technician_id?: string | null;
  scheduled_start?: string | null;
  scheduled_end?: string | null;
  occurred_at?: string | null;
}

export interface NewCustomer {
  name: string;
  phone: string;
  email?: string | null;
}

export interface NewExport {
  kind: string;
  from: string;
  to: string;
}

export interface NewIntegration {
  kind: string;
  name: string;
  event_types: string[];
  settings: WebhookSettings;
}

export interface NewOrder {
  title: string;
  description?: string | null;
  priority?: Priority;
  type?: string | null;
  external_id?: string | null;
  customer?: NewCustomer | null;
  customer_id?: string | null;
  technician_id?: string | null;
  scheduled_start?: string | null;
  scheduled_end?: string | null;
  due_at?: string | null;
  items?: Item[];
  source?: string | null;
}

export interface Order {
  id: string;
  number: string;
  version: number;
  status: Status;
  priority: Priority;
  title: string;
  customer_id: string;
  customer_name: string;
  phone: string;
  technician_id: string | null;
  technician_name: string | null;
  total: Money;
  created_at: string;
  updated_at: string;
  description: string | null;
  type: string | null;
  external_id: string | null;
  source: string | null;
  items: Item[];
  scheduled_start: string | null;
  scheduled_end: string | null;
  due_at: string | null;
  assigned_at: string | null;
  en_route_at: string | null;
  started_at: string | null;
  completed_at: string | null;
  last_completed_at: string | null;
  closed_at: string | null;
  cancelled_at: string | null;
  outcome: ("resolved" | "partly" | "not_resolved") | null;
  hold_reason: ("parts" | "customer" | "approval" | "other") | null;
  cancel_reason: string | null;
  cancelled_by: ("customer" | "company") | null;
  reopen_count: number;
  history: HistoryEntry[];
  allowed_moves: Status[];
}

export interface OrderList {
  items: OrderRow[];
  next_cursor: string | null;
}

export interface OrderRow {
  id: string;
  number: string;
  version: number;
  status: Status;
  priority: Priority;
  title: string;
  customer_id: string;
  customer_name: string;
  phone: string;
  technician_id: string | null;
  technician_name: string | null;
  total: Money;
  created_at: string;
  updated_at: string;
}

export type Priority = "low" | "normal" | "high" | "urgent";

export type Status = "new" | "scheduled" | "en_route" | "in_progress" | "on_hold" | "completed" | "closed" | "cancelled";

export interface Technician {
  id: string;
  name: string;
  phone: string | null;
  skills: string[];
  active: boolean;
  created_at: string;
  version: number;
}

export interface TechnicianList {
  items: Technician[];
  next_cursor: string | null;
}

export interface WebhookSettings {
  url: string;
}

export interface Routes {
  "GET /v1/analytics/days": {
    path: Record<never, never>;
    query: {
      from: string;
      to: string;
    };
    body: undefined;
    answer: Days;
  };
  "GET /v1/deliveries": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string;
      integration_id?: string;
      state?: string;
    };
    body: undefined;
    answer: DeliveryList;
  };
  "GET /v1/deliveries/{id}": {
    path: {
      id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: Delivery;
  };
  "GET /v1/event-types": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: EventTypeList;
  };
  "GET /v1/exports": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string;
    };
    body: undefined;
    answer: ExportList;
  };
  "POST /v1/exports": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: NewExport;
    answer: Export;
  };
  "GET /v1/exports/{id}": {
    path: {
      id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: Export;
  };
  "GET /v1/exports/{id}/files/{name}": {
    path: {
      id: string;
      name: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/integrations": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string;
    };
    body: undefined;
    answer: IntegrationList;
  };
  "POST /v1/integrations": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: NewIntegration;
    answer: IntegrationWithSecret;
  };
  "PATCH /v1/integrations/{id}": {
    path: {
      id: string;
    };
    query: Record<never, never>;
    body: IntegrationPatch;
    answer: Integration;
  };
  "DELETE /v1/integrations/{id}": {
    path: {
      id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/me": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: Me;
  };
  "GET /v1/orders": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string;
      status?: Status;
    };
    body: undefined;
    answer: OrderList;
  };
  "POST /v1/orders": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: NewOrder;
    answer: Order;
  };
  "GET /v1/orders/{id}": {
    path: {
      id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: Order;
  };
  "POST /v1/orders/{id}/transitions": {
    path: {
      id: string;
    };
    query: Record<never, never>;
    body: Move;
    answer: Order;
  };
  "GET /v1/technicians": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string;
    };
    body: undefined;
    answer: TechnicianList;
  };
}
