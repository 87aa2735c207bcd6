// Written by scripts/web_client.py from docs/openapi.json; `make openapi` renews it.

export interface ActionIn {
  assign?: AssignIn | null;
  transition?: TransitionIn | null;
}

export interface Actor {
  id: string;
  kind: string;
  name: string;
}

export interface Address {
  apartment?: string | null;
  entrance?: string | null;
  floor?: string | null;
  note?: string | null;
  text: string;
  type?: "service" | "billing";
}

export interface AddressIn {
  apartment?: string | null;
  entrance?: string | null;
  floor?: string | null;
  note?: string | null;
  text: string;
  type?: "service" | "billing";
}

export interface AgainOut {
  created_at: string;
  id: string;
  replay_id: string | null;
  state: DeliveryState;
}

export interface AgeOut {
  from_days: number;
  n: number;
  to_days: number | null;
}

export interface AheadOut {
  day: string;
  high: number;
  low: number;
  value: number;
}

export interface AimOut {
  better: "higher" | "lower" | "neither";
  high: number;
  kpi: string;
  low: number;
  per: "month" | null;
  unit: "orders" | "money" | "share" | "seconds" | "rating" | "points" | "per_day";
}

export interface AllInput {
  and: (Condition | AllInput | AnyInput | NotInput)[];
}

export interface AllOutput {
  and: (Condition | AllOutput | AnyOutput | NotOutput)[];
}

export interface AnnouncedOut {
  expires_at: string;
  id: string;
  upload: UploadOut;
}

export interface AnyInput {
  or: (Condition | AllInput | AnyInput | NotInput)[];
}

export interface AnyOutput {
  or: (Condition | AllOutput | AnyOutput | NotOutput)[];
}

export interface AssignIn {
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  technician_id: string | null;
}

export interface Assignee {
  id: string;
  name: string;
}

export interface AssigneeIn {
  id: string;
  name: string;
}

export interface Attachment {
  at: string;
  by: Actor;
  bytes: number;
  id: string;
  mime: string;
  name: string;
  sha256: string;
}

export interface AttachmentIn {
  bytes: number;
  mime: string;
  name: string;
  sha256: string;
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
  tries?: number;
}

export interface AttemptRecord {
  bytes_received: number;
  bytes_sent: number;
  duration_ms: number;
  error: string | null;
  error_class: string | null;
  http_version?: string | null;
  next_attempt_at?: string | null;
  number: number;
  remote_ip?: string | null;
  request_body: string;
  request_headers: Record<string, string>;
  request_id?: string | null;
  request_sha256: string;
  request_truncated: boolean;
  response_body: string;
  response_headers: Record<string, string>;
  response_size?: number | null;
  response_truncated: boolean;
  retry_reason?: string | null;
  started_at: string;
  status: number | null;
  timing?: TimingOut | null;
  tries?: number;
  url: string;
}

export interface AuditOut {
  items: Entry[];
  next_cursor: string | null;
}

export interface BacklogOut {
  ages: AgeOut[];
  at: string;
  by_status: CountOut[];
  median_age_days: number | null;
  median_overdue_days: number | null;
  open: number;
  overdue: number;
}

export interface BandOut {
  day: string;
  high: number;
  low: number;
}

export interface BehindOut {
  at: string;
  n: number;
  number: string | null;
  order_id: string;
  total: number;
}

export interface BehindRowsOut {
  items: BehindOut[];
  next_cursor: string | null;
  order: "date" | "weight";
  total: SumOut | null;
  watermark: string | null;
}

export interface BreakOut {
  after: number;
  at: string;
  before: number;
  earliest: string;
  latest: string;
}

export interface BreakdownOut {
  as_of: string;
  base: SpanOut | null;
  currency: string;
  dimension: "technician" | "type" | "zone" | "priority" | "source" | "customer_kind";
  kpi: string;
  notes: NoteOut[];
  period: SpanOut;
  rows: RowOut[];
  slice: SliceOut | null;
  step: "day" | "week" | "month";
  waterfall: WaterfallOut | null;
  watermark: string | null;
  zone: string;
}

export type BreakerState = "closed" | "open" | "half_open";

export interface BulkIn {
  action: ActionIn;
  ids: string[];
  versions?: Record<string, number>;
}

export interface BulkOut {
  results: BulkResult[];
}

export interface BulkResult {
  id: string;
  problem?: Record<string, unknown> | null;
  status: "ok" | "error";
  version?: number | null;
}

export interface Calendar {
  exceptions?: Exceptional[];
  weekly?: Record<string, Shift[]>;
}

export interface CallbackOut {
  url: string;
}

export interface CellOut {
  count: number;
  hour: number;
  hours: number;
  index: number | null;
  per_hour: number | null;
  weekday: number;
}

export interface ChangeOut {
  absolute: number | null;
  adjusted_p: number | null;
  effect: "relative" | "points" | "absolute";
  high: number | null;
  low: number | null;
  p: number | null;
  points: number | null;
  relative: number | null;
}

export interface ChatLinkOut {
  bot_name: string;
  integration_id: string;
  integration_name: string;
  is_blocked: boolean;
  linked_at: string | null;
}

export interface ChatLinksOut {
  items: ChatLinkOut[];
}

export type ClockState = "running" | "paused" | "met" | "breached" | "stopped";

export interface CohortOut {
  active: number[];
  month: string;
  size: number;
}

export interface CompanyIn {
  address?: string;
  name?: string;
  phone?: string;
  requisites?: string;
  status_names?: Record<string, Record<string, string>>;
  type_names?: Record<string, Record<string, unknown>>;
}

export interface CompanyOut {
  address?: string;
  currency: string;
  name?: string;
  phone?: string;
  requisites?: string;
  status_names?: Record<string, Record<string, string>>;
  type_names?: Record<string, Record<string, string>>;
  updated_at?: string | null;
  updated_by?: Who | null;
  version?: number;
  zone: string;
}

export interface CompanyWordsOut {
  address: string;
  name: string;
  phone: string;
  requisites: string;
  status_names: Record<string, Record<string, string>>;
  type_names: Record<string, Record<string, string>>;
}

export interface CompareOut {
  aligned_by: "weekday" | "position";
  as_of: string;
  base: SpanOut | null;
  currency: string;
  notes: NoteOut[];
  pairs: PairOut[];
  period: SpanOut;
  slice: SliceOut | null;
  step: "day" | "week" | "month";
  tile: TileOut;
  watermark: string | null;
  zone: string;
}

export interface Condition {
  field: string;
  op: "eq" | "neq" | "in" | "nin" | "exists" | "gt" | "gte" | "lt" | "lte" | "startsWith";
  value?: boolean | number | string | null | ((boolean | number | string | null)[]);
}

export interface ConnectorOut {
  credentials_schema: Record<string, unknown>;
  description: Record<string, string>;
  kind: string;
  reaches: string | null;
  settings_schema: Record<string, unknown>;
  signs: boolean;
  title: Record<string, string>;
}

export interface ConnectorsOut {
  items: ConnectorOut[];
  next_cursor?: string | null;
}

export interface Consent {
  channel: string;
  given_at: string;
  text_version: string;
  withdrawn_at?: string | null;
}

export interface ConsentIn {
  channel: string;
  given_at: string;
  text_version: string;
  withdrawn_at?: string | null;
}

export interface ContentIn {
  kpis?: string[];
  language?: "ru" | "en";
  sentences?: boolean;
}

export interface CostOut {
  encoding: "gsm7" | "ucs2";
  most_parts: number;
  parts: number;
  text: string;
  units: number;
}

export interface CountOut {
  n: number;
  value: string;
}

export interface CustomerExportOut {
  customer: CustomerOut;
  erasure: ErasureOut | null;
  next_cursor: string | null;
  orders: OrderOut[];
}

export interface CustomerFiguresOut {
  as_of: string | null;
  cohorts: CohortOut[];
  months: CustomerMonthOut[];
  repeat: RepeatOut;
  verdicts: VerdictOut[];
  watermark: string | null;
}

export interface CustomerMonthOut {
  month: string;
  new: number;
  orders: number;
  returning: number;
}

export interface CustomerOut {
  addresses?: Address[];
  consents?: Consent[];
  created_at: string;
  crm_1c_id?: string | null;
  emails?: string[];
  erased_at?: string | null;
  external_id?: string | null;
  first_name?: string | null;
  id: string;
  inn?: string | null;
  kind?: "person" | "company";
  kpp?: string | null;
  language?: "ru" | "en";
  last_name?: string | null;
  name: string;
  notes?: string | null;
  notifications_enabled?: boolean;
  patronymic?: string | null;
  phones?: string[];
  source?: string | null;
  tags?: string[];
  updated_at?: string;
  version?: number;
}

export interface CustomerRef {
  address?: string | null;
  crm_1c_id?: string | null;
  email?: string | null;
  external_id?: string | null;
  id: string;
  inn?: string | null;
  kind?: "person" | "company";
  kpp?: string | null;
  name: string;
  phone?: string | null;
}

export interface CustomersOut {
  items: CustomerOut[];
  next_cursor: string | null;
}

export interface DayLoadOut {
  available_minutes: number | null;
  date: string;
  free_minutes: number | null;
  orders: number;
  scheduled_minutes: number;
}

export interface DeliveriesOut {
  items: DeliveryOut[];
  next_cursor: string | null;
}

export interface DeliveryDetail {
  again: AgainOut[];
  attempt_count: number;
  attempts: AttemptRecord[];
  created_at: string;
  due_at: string | null;
  ended_because: string | null;
  event_id: string;
  event_type: string;
  finished_at: string | null;
  held_because: Hold | null;
  id: string;
  integration_id: string;
  integration_name: string;
  kind: string;
  next_at: string | null;
  order_id: string | null;
  order_number: string | null;
  provider_status?: ProviderStatus | null;
  recipient: string | null;
  replay_id: string | null;
  request_id?: string | null;
  resend_of: string | null;
  skipped_ahead: boolean;
  state: DeliveryState;
  waits_because?: string | null;
}

export interface DeliveryOut {
  attempt_count: number;
  attempts: Attempt[];
  created_at: string;
  due_at: string | null;
  ended_because: string | null;
  event_id: string;
  event_type: string;
  finished_at: string | null;
  held_because: Hold | null;
  id: string;
  integration_id: string;
  integration_name: string;
  kind: string;
  next_at: string | null;
  order_id: string | null;
  order_number: string | null;
  provider_status?: ProviderStatus | null;
  recipient: string | null;
  replay_id: string | null;
  request_id?: string | null;
  resend_of: string | null;
  skipped_ahead: boolean;
  state: DeliveryState;
  waits_because?: string | null;
}

export type DeliveryState = "pending" | "held" | "retrying" | "delivered" | "failed" | "skipped";

export interface DoneLineOut {
  kind: "service" | "part" | "travel";
  name: string;
  qty: string;
  sku: string | null;
  unit: string | null;
}

export interface Entry {
  action: string;
  actor: Who;
  at: string;
  changes: Record<string, unknown>;
  id: string;
  subject: string;
  subject_name?: string;
}

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

export interface ErasureIn {
  reason: "consent_withdrawn" | "subject_request" | "purpose_achieved" | "unlawful_processing" | "other";
}

export interface ErasureOut {
  actor: Actor;
  customer_id: string;
  done_at: string | null;
  erased_at: string;
  id: string;
  orders: number;
  orders_done_at: string | null;
  places: PlaceOut[];
  reason: "consent_withdrawn" | "subject_request" | "purpose_achieved" | "unlawful_processing" | "other";
  state: "running" | "done";
  what: string[];
}

export interface ErasuresOut {
  items: ErasureOut[];
  next_cursor: string | null;
}

export interface EventTypeOut {
  description: string;
  schema: Record<string, unknown>;
  subscribable: boolean;
  thin_schema: Record<string, unknown> | null;
  title: Record<string, string>;
  type: string;
}

export interface EventTypesOut {
  items: EventTypeOut[];
  next_cursor?: string | null;
}

export interface Exceptional {
  date: string;
  note?: string | null;
  shifts?: Shift[];
}

export interface ExportCatalogueOut {
  data_sets: ExportDataSetOut[];
  formats: ExportFormatOut[];
}

export interface ExportDataSetOut {
  axes: ("created_at" | "completed_at" | "cancelled_at" | "paid_at" | "submitted_at" | "own")[];
  formats: string[];
  has_personal: boolean;
  kind: string;
  title: TitleOut;
}

export interface ExportFormatOut {
  extension: string;
  format: string;
  options: Record<string, unknown> | null;
  personal: boolean;
  profile: string;
  title: TitleOut;
}

export interface ExportIn {
  axis?: ("created_at" | "completed_at" | "cancelled_at" | "paid_at" | "submitted_at" | "own") | null;
  format?: string;
  from: string;
  kind: "orders" | "lines" | "payments" | "kpis" | "feedback" | "technicians";
  options?: Record<string, unknown>;
  personal?: boolean;
  to: string;
}

export interface ExportOut {
  asked_by: string | null;
  attempts: number;
  axis: "created_at" | "completed_at" | "cancelled_at" | "paid_at" | "submitted_at" | "own";
  closing: boolean;
  created_at: string;
  error: string | null;
  files: FileOut[];
  finished_at: string | null;
  format: string;
  from: string;
  id: string;
  kind: string;
  options: Record<string, string>;
  period: string;
  personal: boolean;
  progress: ExportProgressOut | null;
  revision: number | null;
  rows: number | null;
  schedule_id: string | null;
  scope: "day" | "week" | "month" | "custom";
  state: "queued" | "writing" | "retrying" | "done" | "failed" | "cancelled";
  to: string;
  unchanged: boolean;
  warnings: Record<string, number>;
  watermark: string | null;
}

export interface ExportProgressOut {
  rows_done?: number;
  rows_total?: number;
  stage?: "reading" | "sending";
}

export interface ExportScheduleIn {
  axis?: ("created_at" | "completed_at" | "cancelled_at" | "paid_at" | "submitted_at" | "own") | null;
  enabled?: boolean;
  format?: string;
  hour?: number | null;
  kind: "orders" | "lines" | "payments" | "kpis" | "feedback" | "technicians";
  options?: Record<string, unknown>;
  personal?: boolean;
  when: "daily" | "weekly" | "monthly" | "closing";
  working_day?: number | null;
}

export interface ExportScheduleOut {
  axis: "created_at" | "completed_at" | "cancelled_at" | "paid_at" | "submitted_at" | "own";
  created_at: string;
  enabled: boolean;
  format: string;
  hour: number | null;
  id: string;
  kind: string;
  next_at: string | null;
  options: Record<string, string>;
  personal: boolean;
  version: number;
  when: "daily" | "weekly" | "monthly" | "closing";
  working_day: number | null;
}

export interface ExportSchedulesOut {
  items: ExportScheduleOut[];
  zone: string;
}

export interface ExportWholeOut {
  asked_by: string | null;
  attempts: number;
  axis: "created_at" | "completed_at" | "cancelled_at" | "paid_at" | "submitted_at" | "own";
  closing: boolean;
  created_at: string;
  error: string | null;
  files: FileOut[];
  finished_at: string | null;
  format: string;
  from: string;
  id: string;
  kind: string;
  links: GivenLinkOut[];
  options: Record<string, string>;
  period: string;
  personal: boolean;
  progress: ExportProgressOut | null;
  revision: number | null;
  rows: number | null;
  schedule_id: string | null;
  scope: "day" | "week" | "month" | "custom";
  state: "queued" | "writing" | "retrying" | "done" | "failed" | "cancelled";
  to: string;
  unchanged: boolean;
  warnings: Record<string, number>;
  watermark: string | null;
}

export interface ExportsOut {
  items: ExportOut[];
  next_cursor: string | null;
}

export interface Fault {
  code: string;
  field: string;
  words: string;
}

export interface FeedbackActor {
  id: string;
  kind: string;
  name: string;
}

export interface FeedbackCard {
  asked_at: string | null;
  ces: number | null;
  comment: string;
  customer_id: string;
  customer_name: string;
  edited_at: string | null;
  edited_until: string;
  follow_up: FollowUp | null;
  hidden_reason: string | null;
  history: FeedbackEntry[];
  nps: number | null;
  order_id: string;
  order_number: string;
  order_type: string;
  rating: number;
  reply: FeedbackReply | null;
  source: string;
  state: Moderation;
  sub_ratings: SubRatings;
  submitted_at: string;
  technician_id: string | null;
  technician_name: string | null;
  topics: string[];
  version: number;
}

export interface FeedbackEntry {
  action: "answered" | "changed" | "moderated" | "replied" | "followed_up" | "topics_set" | "erased";
  assignee?: Assignee | null;
  at: string;
  by: FeedbackActor;
  ces?: number | null;
  comment?: string | null;
  due_at?: string | null;
  nps?: number | null;
  rating?: number | null;
  state?: string | null;
  sub_ratings?: SubRatings | null;
  text?: string | null;
  topics?: string[] | null;
  version: number;
}

export interface FeedbackReply {
  at: string;
  by: FeedbackActor;
  text: string;
}

export interface FeedbackRow {
  asked_at: string | null;
  ces: number | null;
  comment: string;
  customer_id: string;
  customer_name: string;
  edited_at: string | null;
  edited_until: string;
  follow_up: FollowUp | null;
  hidden_reason: string | null;
  nps: number | null;
  order_id: string;
  order_number: string;
  order_type: string;
  rating: number;
  reply: FeedbackReply | null;
  source: string;
  state: Moderation;
  sub_ratings: SubRatings;
  submitted_at: string;
  technician_id: string | null;
  technician_name: string | null;
  topics: string[];
  version: number;
}

export interface FewOut {
  have: number;
  needed: number;
}

export interface FieldProblem {
  field: string;
  rule: string;
  value: unknown;
}

export interface FiguresOut {
  attempts: number;
  delivered: number;
  failed: number;
  p50_ms: number | null;
  p95_ms: number | null;
  success_rate: number | null;
}

export interface FileOut {
  bytes: number;
  key: string;
  name: string;
  sha256: string;
}

export interface FollowUp {
  assignee?: Assignee | null;
  closed_at?: string | null;
  due_at: string;
  note?: string;
  opened_at: string;
  state: "open" | "done";
}

export interface FollowUpIn {
  assignee?: AssigneeIn | null;
  due_at?: string | null;
  note?: string | null;
  state: "open" | "done";
}

export interface ForecastOut {
  code: "better" | "not_better" | "too_few";
  error_ratio: number | null;
  points: AheadOut[];
  reason: WordsOut;
  shown: boolean;
}

export interface GatewayMessage {
  message?: string;
}

export interface GivenLinkOut {
  actor_id: string;
  at: string;
  file: string;
}

export interface GrantOut {
  name: string;
  permissions: string[];
}

export interface HealthOut {
  status?: string;
}

export interface HeatmapOut {
  cells: CellOut[];
  few: FewOut | null;
  peak: WindowOut | null;
  trough: WindowOut | null;
}

export type Hold = "paused" | "breaker" | "serial";

export interface HourOut {
  at: string;
  attempts: number;
  delivered: number;
  failed: number;
  p50_ms: number | null;
  p95_ms: number | null;
  success_rate: number | null;
}

export interface ImportCardOut {
  bytes: number;
  created: number;
  created_at: string;
  created_by: string;
  done: number;
  error: ImportFaultOut | null;
  failed: number;
  failures: ImportRowOut[];
  finished_at: string | null;
  format: "csv" | "json";
  id: string;
  ignored_columns: string[];
  name: string;
  result_file: string | null;
  rows: number | null;
  state: "waiting" | "queued" | "running" | "done" | "failed";
  unchanged: number;
  updated_at: string;
}

export interface ImportFaultOut {
  code: string;
  field: string;
  rule: string;
  text: string;
  value?: unknown;
}

export interface ImportIn {
  bytes?: number | null;
  format?: ("csv" | "json") | null;
  name?: string | null;
  orders?: unknown[] | null;
  sha256?: string | null;
}

export interface ImportMadeOut {
  created?: number;
  expires_at?: string | null;
  failed?: number;
  id?: string | null;
  results?: ImportRowOut[] | null;
  rows?: number | null;
  state: "waiting" | "queued" | "running" | "done" | "failed";
  unchanged?: number;
  upload?: UploadOut | null;
}

export interface ImportOut {
  bytes: number;
  created: number;
  created_at: string;
  created_by: string;
  done: number;
  error: ImportFaultOut | null;
  failed: number;
  finished_at: string | null;
  format: "csv" | "json";
  id: string;
  ignored_columns: string[];
  name: string;
  result_file: string | null;
  rows: number | null;
  state: "waiting" | "queued" | "running" | "done" | "failed";
  unchanged: number;
  updated_at: string;
}

export interface ImportRowOut {
  errors?: ImportFaultOut[];
  external_id?: string | null;
  number?: string | null;
  order_id?: string | null;
  result: "created" | "unchanged" | "failed";
  row: number;
}

export interface ImportsOut {
  items: ImportOut[];
  next_cursor: string | null;
}

export interface IndexOut {
  available: number;
  bucket: number;
  high: number | null;
  index: number | null;
  low: number | null;
  n: number;
}

export interface IntegrationCreate {
  credentials?: Record<string, string | null>;
  event_types: ("order.created" | "order.updated" | "order.completed" | "order.cancelled" | "order.reopened" | "feedback.requested" | "feedback.created" | "feedback.updated" | "feedback.low" | "feedback.replied" | "integration.warning" | "key.leaked" | "report.weekly")[];
  filter?: (Condition | AllInput | AnyInput | NotInput) | null;
  headers?: Record<string, string>;
  kind: string;
  limits?: LimitsIn;
  messaging?: MessagingIn | null;
  name: string;
  payload?: "full" | "thin";
  serial?: boolean;
  settings: Record<string, unknown>;
}

export interface IntegrationEdit {
  credentials?: (Record<string, string | null>) | null;
  event_types?: (("order.created" | "order.updated" | "order.completed" | "order.cancelled" | "order.reopened" | "feedback.requested" | "feedback.created" | "feedback.updated" | "feedback.low" | "feedback.replied" | "integration.warning" | "key.leaked" | "report.weekly")[]) | null;
  filter?: (Condition | AllInput | AnyInput | NotInput) | null;
  headers?: Record<string, string> | null;
  limits?: LimitsIn | null;
  messaging?: MessagingIn | null;
  name?: string | null;
  payload?: ("full" | "thin") | null;
  serial?: boolean | null;
  settings?: Record<string, unknown> | null;
  state?: IntegrationState | null;
}

export interface IntegrationOut {
  created_at: string;
  credentials: Record<string, string>;
  disabled_reason: string | null;
  event_types: string[];
  filter: (Condition | AllOutput | AnyOutput | NotOutput) | null;
  headers: Record<string, string>;
  health: PartnerHealthOut;
  id: string;
  kind: string;
  limits: Limits;
  messaging: Messaging | null;
  name: string;
  payload: ("full" | "thin") | null;
  secrets: SecretOut[];
  serial: boolean;
  settings: Record<string, unknown>;
  state: IntegrationState;
  updated_at: string;
  version: number;
}

export type IntegrationState = "enabled" | "paused" | "disabled";

export interface IntegrationWithSecret {
  created_at: string;
  credentials: Record<string, string>;
  disabled_reason: string | null;
  event_types: string[];
  filter: (Condition | AllOutput | AnyOutput | NotOutput) | null;
  headers: Record<string, string>;
  health: PartnerHealthOut;
  id: string;
  kind: string;
  limits: Limits;
  messaging: Messaging | null;
  name: string;
  payload: ("full" | "thin") | null;
  secret: string | null;
  secrets: SecretOut[];
  serial: boolean;
  settings: Record<string, unknown>;
  state: IntegrationState;
  updated_at: string;
  version: number;
}

export interface IntegrationsOut {
  items: IntegrationOut[];
  next_cursor?: string | null;
}

export interface InvitationOut {
  expires_at: string;
  url: string;
}

export interface JoinedOut {
  ok: boolean;
  said: string;
  url: string;
}

export interface KeyCreate {
  expires_at?: string | null;
  ip_allow?: string[];
  name: string;
  rate_per_minute?: number;
  scopes: ("analytics:read" | "exchange:1c" | "exports:read" | "feedback:read" | "orders:read" | "orders:write" | "webhooks:manage")[];
}

export interface KeyEdit {
  expires_at?: string | null;
  ip_allow?: string[];
  name?: string;
  rate_per_minute?: number;
  scopes?: ("analytics:read" | "exchange:1c" | "exports:read" | "feedback:read" | "orders:read" | "orders:write" | "webhooks:manage")[];
  state?: "active" | "inactive";
}

export interface KeyIssuedOut {
  created_at: string;
  created_by: Who;
  environment: "live" | "test";
  expires_at: string | null;
  id: string;
  ip_allow: string[];
  key: string | null;
  key_was_shown: boolean;
  last_four: string;
  last_used_at: string | null;
  last_used_ip: string | null;
  leaked: boolean;
  name: string;
  overlap_until: string | null;
  prefix: string;
  rate_per_minute: number;
  replaced_by: string | null;
  rotated_from: string | null;
  scopes: string[];
  state: KeyState;
  updated_at: string;
  version: number;
}

export interface KeyOut {
  created_at: string;
  created_by: Who;
  environment: "live" | "test";
  expires_at: string | null;
  id: string;
  ip_allow: string[];
  last_four: string;
  last_used_at: string | null;
  last_used_ip: string | null;
  leaked: boolean;
  name: string;
  overlap_until: string | null;
  prefix: string;
  rate_per_minute: number;
  replaced_by: string | null;
  rotated_from: string | null;
  scopes: string[];
  state: KeyState;
  updated_at: string;
  version: number;
}

export interface KeyRevoke {
  name: string;
}

export interface KeyRotate {
  overlap_hours?: number;
}

export interface KeyRotatedOut {
  created_at: string;
  created_by: Who;
  environment: "live" | "test";
  expires_at: string | null;
  id: string;
  ip_allow: string[];
  key: string | null;
  key_was_shown: boolean;
  last_four: string;
  last_used_at: string | null;
  last_used_ip: string | null;
  leaked: boolean;
  name: string;
  overlap_until: string | null;
  prefix: string;
  rate_per_minute: number;
  replaced: KeyOut;
  replaced_by: string | null;
  rotated_from: string | null;
  scopes: string[];
  state: KeyState;
  updated_at: string;
  version: number;
}

export type KeyState = "active" | "inactive" | "revoked" | "expired";

export interface KeysOut {
  items: KeyOut[];
  next_cursor: string | null;
}

export interface KpiOut {
  axis: string;
  better: "higher" | "lower" | "neither";
  counts: "orders" | "completions" | "visits" | "payments" | "lines" | "ratings" | "answers" | "requests" | "customers" | "technician_days" | "available_seconds";
  course: boolean;
  definition: string;
  dimensions: ("technician" | "type" | "zone" | "priority" | "source" | "customer_kind")[];
  hours: boolean;
  matures_days: number;
  meaning: WordsOut;
  name: string;
  shape: ("count" | "sum" | "ratio" | "mean" | "quantile") | "derived";
  title: WordsOut;
  unit: "orders" | "money" | "share" | "seconds" | "rating" | "points" | "per_day";
}

export interface KpiOverviewOut {
  as_of: string;
  backlog: BacklogOut | null;
  base: SpanOut | null;
  currency: string;
  notes: NoteOut[];
  period: SpanOut;
  problems: ProblemOut[];
  slice: SliceOut | null;
  step: "day" | "week" | "month";
  tiles: TileOut[];
  watermark: string | null;
  zone: string;
}

export interface KpisOut {
  items: KpiOut[];
  next_cursor?: string | null;
}

export interface LetterOut {
  html: string;
  subject: string;
  text: string;
  week: string;
}

export interface Limits {
  concurrency?: number;
  rate_per_minute?: number;
  timeout_s?: number;
}

export interface LimitsIn {
  concurrency?: number;
  rate_per_minute?: number;
  timeout_s?: number;
}

export interface LineIn {
  discount_percent?: number | string;
  kind?: "service" | "part" | "travel";
  name: string;
  qty?: number | string;
  sku?: string | null;
  technician_id?: string | null;
  unit?: string | null;
  unit_price: number;
  vat?: ("none" | "general" | "0" | "5" | "7" | "10" | "18" | "20" | "22") | null;
}

export interface LineOut {
  discount?: number;
  discount_percent?: string;
  kind: "service" | "part" | "travel";
  name: string;
  net?: number;
  qty: string;
  sku?: string | null;
  technician?: TechnicianRef | null;
  total?: number;
  unit?: string | null;
  unit_price: number;
  vat?: "none" | "general" | "0" | "5" | "7" | "10" | "18" | "20" | "22";
  vat_amount?: number;
  vat_rate?: number | null;
}

export interface Link {
  url: string;
}

export interface LinkIn {
  order_id: string;
}

export interface LinkOut {
  expires_at: string;
  url: string;
}

export interface MeOut {
  company: CompanyWordsOut;
  email: string | null;
  id: string;
  kind: string;
  name: string;
  permissions: string[];
  roles: string[];
  scopes: string[];
  technician_id: string | null;
}

export interface MeanOut {
  average: number | null;
  count: number;
}

export interface Messaging {
  audience?: "customer" | "technician" | "list";
  consent?: "required" | "unless_withdrawn";
  language?: "ru" | "en";
  quiet_hours?: QuietHours | null;
  recipients?: string[];
}

export interface MessagingIn {
  audience?: "customer" | "technician" | "list";
  consent?: "required" | "unless_withdrawn";
  language?: "ru" | "en";
  quiet_hours?: QuietHoursIn | null;
  recipients?: string[];
}

export type Moderation = "new" | "published" | "hidden";

export interface ModerationIn {
  reason?: string;
  state: Moderation;
}

export interface Money {
  amount: number;
  currency: string;
}

export interface NotInput {
  not: Condition | AllInput | AnyInput | NotInput;
}

export interface NotOutput {
  not: Condition | AllOutput | AnyOutput | NotOutput;
}

export interface NoteOut {
  code: string;
  text: WordsOut;
}

export interface Notice {
  at: string;
  detail: string;
  integration_id: string;
  integration_name: string;
  kind: string;
  since: string;
}

export interface NoticesOut {
  items: Notice[];
  next_cursor?: string | null;
}

export interface NpsOut {
  count: number;
  detractors: number;
  promoters: number;
  score: number | null;
}

export interface OddOut {
  day: string;
  expected: number;
  high: number;
  low: number;
  value: number;
}

export interface OfOrderOut {
  items: FeedbackCard[];
  request: RequestOut | null;
}

export interface OnecAsideOut {
  again: boolean;
  faults: Fault[];
  number: string;
  order_id: string;
  since: string;
}

export interface OnecOut {
  aside: OnecAsideOut[];
  host: string;
  known_rates: string[];
  last_session: OnecSessionOut | null;
  login: string;
  mode: string;
  position: string | null;
  refused: OnecRefusedOut[];
  url: string;
  words: Record<string, string>;
}

export interface OnecPreviewOut {
  faults: Fault[];
  notices: Fault[];
  number: string;
  text: string;
}

export interface OnecRefusedOut {
  at: string;
  detail: string;
  number: string;
  order_id: string;
  said: string;
  to: string;
}

export interface OnecSessionOut {
  failed: boolean;
  id: string;
  key_name: string;
  last_at: string;
  offered: number;
  put_aside: number;
  remarks: string[];
  started_at: string;
  taken: number;
  told: number;
  wished: number;
}

export interface OnecSessionsOut {
  items: OnecSessionOut[];
  next_cursor: string | null;
}

export interface OrderCreate {
  copied_from?: string | null;
  customer?: OrdersSchemasCustomerIn | null;
  customer_id?: string | null;
  description?: string;
  due_at?: string | null;
  external_id?: string | null;
  items?: LineIn[];
  priority?: "low" | "normal" | "high" | "urgent";
  rework_cause?: ("workmanship" | "part_failure" | "other") | null;
  rework_of?: string | null;
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  source?: string;
  technician_id?: string | null;
  title: string;
  type?: string;
  vat_mode?: "inside" | "on_top";
  zone?: string | null;
}

export interface OrderEdit {
  description?: string;
  due_at?: string | null;
  items?: LineIn[];
  priority?: "low" | "normal" | "high" | "urgent";
  rework_cause?: ("workmanship" | "part_failure" | "other") | null;
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  technician_id?: string | null;
  title?: string | null;
  type?: string;
  vat_mode?: "inside" | "on_top";
  zone?: string | null;
}

export interface OrderOut {
  allowed_moves: Status[];
  assigned_at: string | null;
  attachments: Attachment[];
  cancel_reason: string | null;
  cancelled_at: string | null;
  cancelled_by: ("customer" | "company") | null;
  closed_at: string | null;
  completed_at: string | null;
  copied_from: string | null;
  created_at: string;
  customer: CustomerRef;
  customer_id: string;
  customer_name: string;
  description: string;
  due_at?: string | null;
  en_route_at: string | null;
  external_id?: string | null;
  first_reopened_at: string | null;
  first_scheduled_at: string | null;
  history: EntryOut[];
  hold_reason: ("parts" | "customer" | "approval" | "other") | null;
  hold_seconds: number;
  hold_since: string | null;
  id: string;
  is_overdue: boolean;
  items: LineOut[];
  last_completed_at: string | null;
  number: string;
  outcome: ("resolved" | "partly" | "not_resolved") | null;
  paid: Money;
  payments: Payment[];
  phone?: string | null;
  priority: "low" | "normal" | "high" | "urgent";
  reopen_count: number;
  reopened_at: string | null;
  rework_cause: ("workmanship" | "part_failure" | "other") | null;
  rework_of: string | null;
  scheduled_end: string | null;
  scheduled_start?: string | null;
  sla: SlaClocks | null;
  source: string;
  started_at: string | null;
  status: Status;
  technician: TechnicianRef | null;
  technician_id?: string | null;
  technician_name?: string | null;
  title: string;
  total: Money;
  totals: TotalsOut;
  type: string;
  updated_at: string;
  vat_mode: "inside" | "on_top";
  version: number;
  zone?: string | null;
}

export interface OrderRow {
  created_at: string;
  customer_id: string;
  customer_name: string;
  due_at?: string | null;
  external_id?: string | null;
  id: string;
  is_overdue: boolean;
  number: string;
  paid: Money;
  phone?: string | null;
  priority: "low" | "normal" | "high" | "urgent";
  scheduled_start?: string | null;
  status: Status;
  technician_id?: string | null;
  technician_name?: string | null;
  title: string;
  total: Money;
  type: string;
  updated_at: string;
  version: number;
  zone?: string | null;
}

export interface OrderRowsOut {
  items: OrderRow[];
  next_cursor: string | null;
}

export interface OriginOut {
  is_readable: boolean;
  number: string;
  order_id: string;
}

export interface OriginsOut {
  copied_from: OriginOut | null;
  rework_of: ReworkedOut | null;
}

export interface OverviewOut {
  distribution: Record<string, number> | null;
  errors: PartError[];
  items: FeedbackRow[] | null;
  matches: number | null;
  next_cursor: string | null;
  period: PeriodOut;
  responses: ResponseRateOut | null;
  summary: SummaryOut | null;
  technicians: RatedTechniciansOut | null;
}

export interface OwnDay {
  day: string;
  hours?: string[];
  note?: string;
}

export interface OwnDayIn {
  day: string;
  hours?: string[];
  note?: string;
}

export interface PairOut {
  base_day: string | null;
  base_n: number;
  base_value: number | null;
  complete: boolean;
  day: string;
  n: number;
  value: number | null;
}

export interface PartError {
  detail: string;
  part: "rows" | "figures" | "responses";
  status: number;
  title: string;
  type: string;
}

export interface PartnerHealthOut {
  breaker: BreakerState;
  failing_since: string | null;
  failures_in_row: number;
  is_slowed: boolean;
  last_failure_at: string | null;
  last_success_at: string | null;
  next_probe_at: string | null;
  opened_at: string | null;
}

export interface PartsOut {
  days: string[];
  observed: (number | null)[];
  rest: (number | null)[];
  season: number[];
  trend: number[];
}

export interface Payment {
  actor: Actor;
  amount: number;
  at: string;
  id: string;
  kind: "payment" | "refund";
  method: "cash" | "card" | "transfer" | "online" | "other";
  note?: string | null;
  recorded_at: string;
}

export interface PaymentIn {
  amount: number;
  at?: string | null;
  kind?: "payment" | "refund";
  method: "cash" | "card" | "transfer" | "online" | "other";
  note?: string | null;
}

export interface PeopleOut {
  items: PersonOut[];
  next_cursor?: string | null;
}

export interface PeriodOut {
  from: string;
  to: string;
}

export interface PersonOut {
  email: string;
  id: string;
  name: string;
}

export interface PlaceOut {
  done_at: string | null;
  name: string;
  passed_at: string | null;
  rows: number;
  state: "running" | "done";
}

export interface PlaceholderOut {
  name: string;
  title: Record<string, string>;
}

export interface PointOut {
  complete?: boolean;
  day: string;
  mature?: boolean;
  n: number;
  value: number | null;
}

export interface Policy {
  id: string;
  priorities?: ("low" | "normal" | "high" | "urgent")[];
  resolution_minutes: number;
  response_minutes: number;
  types?: string[];
  works?: "calendar" | "24x7";
}

export interface PolicyIn {
  id: string;
  priorities?: ("low" | "normal" | "high" | "urgent")[];
  resolution_minutes: number;
  response_minutes: number;
  types?: string[];
  works?: "calendar" | "24x7";
}

export interface PreviewIn {
  event_type: string;
  html?: string | null;
  language: "ru" | "en";
  order_id?: string | null;
  subject?: string;
  text: string;
}

export interface PreviewOut {
  cost?: CostOut | null;
  html: string;
  subject: string;
  text: string;
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

export interface ProblemOut {
  detail: string;
  part: string;
  title: string;
}

export interface ProgressOut {
  looked_at: number;
  reached_at: string | null;
  sent: number;
  share: number;
  skipped: number;
}

export interface ProviderStatus {
  at: string;
  code: string;
  state: "queued" | "sent" | "delivered" | "failed" | "unknown";
}

export interface QuietHours {
  begins: string;
  ends: string;
}

export interface QuietHoursIn {
  begins: string;
  ends: string;
}

export interface RateOut {
  all: ResponsesOut;
  mature: ResponsesOut;
}

export interface RatedTechnicianOut {
  average: number;
  count: number;
  csat: ShareOut;
  high: number;
  id: string;
  low: number;
  name: string;
  rank: number | null;
  responses?: RateOut | null;
  score: number;
}

export interface RatedTechniciansOut {
  items: RatedTechnicianOut[];
  mean: number | null;
  min_ranked?: number;
  weight: number | null;
}

export interface ReconcileIn {
  from?: string | null;
  to?: string | null;
}

export interface ReconciliationOut {
  checked: number;
  created_at: string;
  emitted: number;
  finished_at: string | null;
  from: string;
  id: string;
  missing: number;
  reached_at: string | null;
  state: "running" | "done";
  to: string;
}

export interface ReconciliationsOut {
  items: ReconciliationOut[];
}

export interface RecoveryOut {
  late: number;
  low: number;
  pending: number;
  recovered: number;
  share: ShareOut | null;
}

export interface RepeatOut {
  high: number | null;
  low: number | null;
  n: number;
  value: number | null;
}

export interface ReplayFilterIn {
  event_types?: ("order.created" | "order.updated" | "order.completed" | "order.cancelled" | "order.reopened" | "feedback.requested" | "feedback.created" | "feedback.updated" | "feedback.low" | "feedback.replied" | "integration.warning" | "key.leaked" | "report.weekly")[];
  from: string;
  integration_ids?: string[];
  order?: string | null;
  states?: DeliveryState[];
  to: string;
}

export interface ReplayFilterOut {
  event_types: string[];
  from: string;
  integration_ids: string[];
  order: string | null;
  states: DeliveryState[];
  to: string;
}

export interface ReplayIn {
  filter: ReplayFilterIn;
  only_missing?: boolean;
  rate_per_minute?: number;
  target_ids?: string[];
}

export interface ReplayOut {
  created_at: string;
  created_by: string;
  filter: ReplayFilterOut;
  finished_at: string | null;
  id: string;
  only_missing: boolean;
  progress: ProgressOut;
  rate_per_minute: number;
  state: ReplayState;
  target_ids: string[];
  updated_at: string;
  version: number;
}

export type ReplayState = "running" | "paused" | "done" | "cancelled";

export interface ReplaysOut {
  items: ReplayOut[];
  next_cursor: string | null;
}

export interface ReplyIn {
  text: string;
}

export interface ReportIn {
  enabled: boolean;
  hour: number;
  kpis?: string[];
  language?: "ru" | "en";
  recipients: string[];
  sentences?: boolean;
  weekday: number;
}

export interface ReportOut {
  enabled: boolean;
  hour: number;
  kpis: string[];
  language: "ru" | "en";
  last: SendingOut | null;
  next_at: string | null;
  recipients: string[];
  sendings: SendingOut[];
  sentences: boolean;
  version: number;
  warning: NoteOut | null;
  weekday: number;
  zone: string;
}

export interface RequestOut {
  asked_at: string | null;
  because: string | null;
  channel: string | null;
  delivered_at: string | null;
  due_at: string | null;
  expires_at: string | null;
  reminders: number;
  sent_at: string | null;
  state: "planned" | "handed" | "sent" | "lost" | "over";
}

export interface ResponseRateOut {
  all: ResponsesOut;
  mature: ResponsesOut;
  matures_on: string;
}

export interface ResponsesOut {
  answered: number;
  asked: number;
  share: ShareOut | null;
}

export interface ResumeIn {
  release?: "all" | "none";
}

export interface ReworkedOut {
  completed_at: string | null;
  is_readable: boolean;
  items: DoneLineOut[];
  number: string;
  order_id: string;
  outcome: ("resolved" | "partly" | "not_resolved") | null;
  title: string;
  type: string;
}

export interface RolesOut {
  permissions: string[];
  roles: GrantOut[];
  scopes: GrantOut[];
}

export interface RotateIn {
  overlap_hours?: number;
}

export interface RowOut {
  base_figure: number | null;
  base_n: number;
  change: ChangeOut | null;
  figure: number | null;
  n: number;
  name: string;
  share: number | null;
  value: string;
  verdict: VerdictOut;
}

export interface SeasonOut {
  few: FewOut | null;
  index: IndexOut[];
  level: ("none" | "weak" | "clear" | "strong") | null;
  p: number | null;
  state: "ok" | "too_few";
  strength: number | null;
}

export interface SeasonsOut {
  as_of: string;
  base: SpanOut | null;
  currency: string;
  heatmap: HeatmapOut | null;
  kpi: string;
  notes: NoteOut[];
  parts: PartsOut | null;
  period: SpanOut;
  slice: SliceOut | null;
  step: "day" | "week" | "month";
  verdicts: VerdictOut[];
  watermark: string | null;
  weekly: SeasonOut;
  yearly: SeasonOut;
  zone: string;
}

export interface SecretOut {
  created_at: string;
  expires_at: string | null;
}

export interface SendIn {
  recipients?: string[] | null;
}

export interface SendingOut {
  asked_by: string | null;
  at: string;
  event_id: string;
  id: string;
  is_scheduled: boolean;
  recipients: string[];
  state: "handed_over" | "no_channel" | "missed";
  week: string;
}

export interface ShareOut {
  high: number;
  low: number;
  share: number;
}

export interface Shift {
  end: string;
  start: string;
}

export interface Skill {
  level?: number;
  skill: string;
}

export interface SkillIn {
  level?: number;
  skill: string;
}

export interface SlaClock {
  due_at: string;
  exceeded_minutes?: number | null;
  met_at?: string | null;
  remaining_minutes?: number | null;
  state: ClockState;
}

export interface SlaClocks {
  policy: string;
  resolution: SlaClock;
  response: SlaClock;
  state: ClockState;
  works: "calendar" | "24x7";
}

export interface SlaIn {
  calendar: WorkCalendarIn;
  policies?: PolicyIn[];
}

export interface SlaOut {
  calendar?: WorkCalendar;
  holidays_known_until?: number;
  policies?: Policy[];
  updated_at?: string | null;
  updated_by?: Actor | null;
  version?: number;
}

export interface SliceOut {
  dimension: "technician" | "type" | "zone" | "priority" | "source" | "customer_kind";
  name: string;
  value: string;
}

export interface SmoothOut {
  adjusted: number | null;
  complete: boolean;
  day: string;
  mature: boolean;
  n: number;
  trend: number | null;
  value: number | null;
}

export interface SpanOut {
  complete_to?: string | null;
  days: number;
  from: string;
  to: string;
  working_days: number;
}

export interface StatisticsOut {
  hours: number;
  integration_id: string;
  items: HourOut[];
  whole: FiguresOut;
}

export type Status = "new" | "scheduled" | "en_route" | "in_progress" | "on_hold" | "completed" | "closed" | "cancelled";

export interface StepOut {
  mix: number;
  name: string;
  rate: number;
  slices: number;
  total: number;
  value: string | null;
}

export interface SubRatings {
  politeness?: number | null;
  price?: number | null;
  punctuality?: number | null;
  quality?: number | null;
}

export interface SubRatingsOut {
  politeness: MeanOut;
  price: MeanOut;
  punctuality: MeanOut;
  quality: MeanOut;
}

export interface SumOut {
  n: number;
  total: number;
}

export interface SummaryOut {
  average: number | null;
  ces: MeanOut;
  count: number;
  csat: ShareOut | null;
  hidden: number;
  hidden_counts: boolean;
  nps: NpsOut;
  recovery: RecoveryOut;
  sub_ratings: SubRatingsOut;
}

export interface SuppressionOut {
  address: string;
  at: string;
  channel: "email" | "phone" | "chat";
  id: string;
  reason: string;
}

export interface SuppressionsOut {
  items: SuppressionOut[];
  next_cursor?: string | null;
}

export interface TargetOut {
  met: boolean | null;
  per: "month" | null;
  value: number;
}

export interface TargetsIn {
  targets: Record<string, number>;
}

export interface TargetsOut {
  offered: AimOut[];
  targets: Record<string, number>;
  updated_at: string | null;
  updated_by: string;
  version: number;
}

export interface TechnicianEdit {
  active?: boolean;
  calendar?: Calendar | null;
  color?: string | null;
  dismissed_at?: string | null;
  email?: string | null;
  employee_number?: string | null;
  hired_at?: string | null;
  name?: string;
  phone?: string | null;
  skills?: (string | SkillIn)[];
  timezone?: string | null;
  zones?: string[];
}

export interface TechnicianIn {
  active?: boolean;
  calendar?: Calendar | null;
  color?: string | null;
  dismissed_at?: string | null;
  email?: string | null;
  employee_number?: string | null;
  hired_at?: string | null;
  name: string;
  phone?: string | null;
  skills?: (string | SkillIn)[];
  timezone?: string | null;
  zones?: string[];
}

export interface TechnicianOut {
  active: boolean;
  calendar: Calendar | null;
  color: string | null;
  created_at: string;
  dismissed_at: string | null;
  email: string | null;
  employee_number: string | null;
  hired_at: string | null;
  id: string;
  name: string;
  phone: string | null;
  skill_levels: Skill[];
  skills: string[];
  timezone: string | null;
  updated_at: string;
  version: number;
  zones: string[];
}

export interface TechnicianRef {
  id: string;
  name: string;
}

export interface TechniciansOut {
  items: TechnicianOut[];
  next_cursor?: string | null;
}

export interface TemplateIn {
  html?: string | null;
  subject?: string;
  text: string;
}

export interface TemplateOut {
  event_type: string;
  html: string | null;
  is_own: boolean;
  language: "ru" | "en";
  placeholders: PlaceholderOut[];
  subject: string;
  text: string;
  version: number;
}

export interface TemplatesOut {
  items: TemplateOut[];
  next_cursor?: string | null;
}

export interface TileOut {
  base_n: number;
  base_per_working_day: number | null;
  base_series: PointOut[];
  base_value: number | null;
  change: ChangeOut | null;
  kpi: string;
  mean: number | null;
  n: number;
  notes: NoteOut[];
  p90: number | null;
  per_working_day: number | null;
  series: PointOut[];
  target?: TargetOut | null;
  value: number | null;
  verdict: VerdictOut;
}

export interface TimingOut {
  connect_ms: number | null;
  dns_ms: number | null;
  first_byte_ms: number | null;
  tls_ms: number | null;
  total_ms: number;
}

export interface TitleOut {
  en: string;
  ru: string;
}

export interface TopicsIn {
  topics: string[];
}

export interface TotalsOut {
  discount: Money;
  due: Money;
  gross: Money;
  net: Money;
  paid: Money;
  vat: Money;
}

export interface TransitionIn {
  cancelled_by?: ("customer" | "company") | null;
  hold_reason?: ("parts" | "customer" | "approval" | "other") | null;
  occurred_at?: string | null;
  outcome?: ("resolved" | "partly" | "not_resolved") | null;
  reason?: string | null;
  rework_cause?: ("workmanship" | "part_failure" | "other") | null;
  scheduled_end?: string | null;
  scheduled_start?: string | null;
  technician_id?: string | null;
  to: Status;
}

export interface TrendOut {
  direction: "rising" | "falling" | "none";
  effective_n: number | null;
  few: FewOut | null;
  high: number | null;
  low: number | null;
  p: number | null;
  per: "day" | "week" | "month";
  slope: number | null;
  state: "ok" | "too_few";
  steady: boolean;
}

export interface TrendsOut {
  anomalies: OddOut[];
  as_of: string;
  band: BandOut[];
  base: SpanOut | null;
  change_points: BreakOut[];
  currency: string;
  forecast: ForecastOut;
  kpi: string;
  notes: NoteOut[];
  period: SpanOut;
  points: SmoothOut[];
  slice: SliceOut | null;
  step: "day" | "week" | "month";
  trend: TrendOut;
  verdicts: VerdictOut[];
  warnings: NoteOut[];
  watermark: string | null;
  zone: string;
}

export interface TrialOut {
  delivered: boolean;
  delivery_id: string;
  duration_ms: number;
  error: string | null;
  error_class: string | null;
  event_id: string;
  remote_ip: string | null;
  request_headers: Record<string, string>;
  response_body: string;
  response_headers: Record<string, string>;
  response_truncated: boolean;
  status: number | null;
  timing: TimingOut;
  tries: number;
  url: string;
}

export interface UndeliveredOut {
  delivery_id: string | null;
  detail: string | null;
  event_id: string;
  event_type: string;
  integration_id: string;
  integration_name: string;
  occurred_at: string;
  order_id: string | null;
  order_number: string | null;
  reason: "failed" | "skipped" | "held" | "missing";
  recipient: string | null;
}

export interface UndeliveredPageOut {
  items: UndeliveredOut[];
  next_cursor: string | null;
}

export interface UploadOut {
  headers: Record<string, string>;
  method: string;
  url: string;
}

export interface UserEdit {
  enabled?: boolean;
  language?: "ru" | "en";
  name?: string;
  roles?: ("admin" | "manager" | "dispatcher" | "technician" | "accountant")[];
  technician_id?: string | null;
}

export interface UserIn {
  email: string;
  language?: "ru" | "en";
  name: string;
  roles: ("admin" | "manager" | "dispatcher" | "technician" | "accountant")[];
  technician_id?: string | null;
}

export interface UserOut {
  created_at: string;
  email: string;
  enabled: boolean;
  id: string;
  language: "ru" | "en";
  name: string;
  roles: ("admin" | "manager" | "dispatcher" | "technician" | "accountant")[];
  status: UserStatus;
  technician_id: string | null;
}

export type UserStatus = "invited" | "active" | "reset";

export interface UsersOut {
  items: UserOut[];
}

export interface VerdictOut {
  code: string;
  text: WordsOut;
  tone: "good" | "bad" | "neutral" | "unknown";
}

export interface WaterfallOut {
  base: number;
  steps: StepOut[];
  value: number;
}

export interface Week {
  fri?: string[];
  mon?: string[];
  sat?: string[];
  sun?: string[];
  thu?: string[];
  tue?: string[];
  wed?: string[];
}

export interface WeekIn {
  fri?: string[];
  mon?: string[];
  sat?: string[];
  sun?: string[];
  thu?: string[];
  tue?: string[];
  wed?: string[];
}

export interface Who {
  id: string;
  kind: string;
  name: string;
}

export interface WindowOut {
  count: number;
  first: number;
  high: number;
  last: number;
  low: number;
  times: number;
  weekday: number;
  whole_day: boolean;
}

export interface WordsOut {
  en: string;
  ru: string;
}

export interface WorkCalendar {
  exceptions?: OwnDay[];
  holidays?: "RU" | "none";
  week: Week;
}

export interface WorkCalendarIn {
  exceptions?: OwnDayIn[];
  holidays?: "RU" | "none";
  week: WeekIn;
}

export interface WorkloadOut {
  days: DayLoadOut[];
  is_complete: boolean;
  technician_id: string;
  timezone: string;
}

export interface OrdersPeopleSchemasCustomerIn {
  addresses?: AddressIn[];
  consents?: ConsentIn[];
  crm_1c_id?: string | null;
  emails?: string[];
  external_id?: string | null;
  first_name?: string | null;
  inn?: string | null;
  kind?: "person" | "company";
  kpp?: string | null;
  language?: "ru" | "en";
  last_name?: string | null;
  name?: string | null;
  notes?: string | null;
  notifications_enabled?: boolean;
  patronymic?: string | null;
  phones?: string[];
  source?: string | null;
  tags?: string[];
}

export interface OrdersSchemasCustomerIn {
  email?: string | null;
  name: string;
  phone?: string | null;
}

export interface Routes {
  "GET /f/{token}": {
    path: {
      token: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "POST /f/{token}": {
    path: {
      token: string;
    };
    query: Record<never, never>;
    body: {
      ces?: number | null;
      comment?: string;
      nps?: number | null;
      rating: number;
      sub_ratings?: {
        politeness?: number | null;
        price?: number | null;
        punctuality?: number | null;
        quality?: number | null;
      };
    };
    answer: Record<string, unknown>;
  };
  "GET /v1/analytics/breakdown": {
    path: Record<never, never>;
    query: {
      kpi: string;
      dimension: "technician" | "type" | "zone" | "priority" | "source" | "customer_kind";
      from: string;
      to: string;
      compare?: "previous" | "last_month" | "year_by_date" | "year_by_weekday" | "custom" | "none";
      base_from?: string | null;
      base_to?: string | null;
    };
    body: undefined;
    answer: BreakdownOut;
  };
  "GET /v1/analytics/compare": {
    path: Record<never, never>;
    query: {
      kpi: string;
      from: string;
      to: string;
      compare?: "previous" | "last_month" | "year_by_date" | "year_by_weekday" | "custom" | "none";
      base_from?: string | null;
      base_to?: string | null;
      dimension?: ("technician" | "type" | "zone" | "priority" | "source" | "customer_kind") | null;
      value?: string | null;
    };
    body: undefined;
    answer: CompareOut;
  };
  "GET /v1/analytics/customers": {
    path: Record<never, never>;
    query: {
      from: string;
      to: string;
    };
    body: undefined;
    answer: CustomerFiguresOut;
  };
  "GET /v1/analytics/kpis": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: KpisOut;
  };
  "GET /v1/analytics/overview": {
    path: Record<never, never>;
    query: {
      from: string;
      to: string;
      compare?: "previous" | "last_month" | "year_by_date" | "year_by_weekday" | "custom" | "none";
      base_from?: string | null;
      base_to?: string | null;
      dimension?: ("technician" | "type" | "zone" | "priority" | "source" | "customer_kind") | null;
      value?: string | null;
    };
    body: undefined;
    answer: KpiOverviewOut;
  };
  "GET /v1/analytics/report": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: ReportOut;
  };
  "PUT /v1/analytics/report": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ReportIn;
    answer: ReportOut;
  };
  "GET /v1/analytics/report/audit": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: AuditOut;
  };
  "GET /v1/analytics/report/people": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: PeopleOut;
  };
  "POST /v1/analytics/report/preview": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ContentIn;
    answer: LetterOut;
  };
  "POST /v1/analytics/report/send": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: SendIn;
    answer: SendingOut;
  };
  "GET /v1/analytics/rows": {
    path: Record<never, never>;
    query: {
      kpi: string;
      from: string;
      to: string;
      dimension?: ("technician" | "type" | "zone" | "priority" | "source" | "customer_kind") | null;
      value?: string | null;
      weekday?: number | null;
      month?: number | null;
      hour?: number | null;
      order?: ("date" | "weight") | null;
      only?: ("counted" | "uncounted") | null;
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: BehindRowsOut;
  };
  "GET /v1/analytics/season": {
    path: Record<never, never>;
    query: {
      kpi: string;
      from: string;
      to: string;
      dimension?: ("technician" | "type" | "zone" | "priority" | "source" | "customer_kind") | null;
      value?: string | null;
    };
    body: undefined;
    answer: SeasonsOut;
  };
  "GET /v1/analytics/targets": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: TargetsOut;
  };
  "PUT /v1/analytics/targets": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: TargetsIn;
    answer: TargetsOut;
  };
  "GET /v1/analytics/targets/audit": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: AuditOut;
  };
  "GET /v1/analytics/trend": {
    path: Record<never, never>;
    query: {
      kpi: string;
      step?: "day" | "week" | "month";
      from: string;
      to: string;
      dimension?: ("technician" | "type" | "zone" | "priority" | "source" | "customer_kind") | null;
      value?: string | null;
    };
    body: undefined;
    answer: TrendsOut;
  };
  "GET /v1/audit": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: AuditOut;
  };
  "GET /v1/chat-links/customers/{person_id}": {
    path: {
      person_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ChatLinksOut;
  };
  "POST /v1/chat-links/customers/{person_id}/{integration_id}": {
    path: {
      person_id: string;
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: InvitationOut;
  };
  "DELETE /v1/chat-links/customers/{person_id}/{integration_id}": {
    path: {
      person_id: string;
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/chat-links/technicians/{person_id}": {
    path: {
      person_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ChatLinksOut;
  };
  "POST /v1/chat-links/technicians/{person_id}/{integration_id}": {
    path: {
      person_id: string;
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: InvitationOut;
  };
  "DELETE /v1/chat-links/technicians/{person_id}/{integration_id}": {
    path: {
      person_id: string;
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/company": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: CompanyOut;
  };
  "PUT /v1/company": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: CompanyIn;
    answer: CompanyOut;
  };
  "GET /v1/connectors": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: ConnectorsOut;
  };
  "GET /v1/customers": {
    path: Record<never, never>;
    query: {
      q?: string | null;
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: CustomersOut;
  };
  "POST /v1/customers": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: OrdersPeopleSchemasCustomerIn;
    answer: CustomerOut;
  };
  "GET /v1/customers/{customer_id}": {
    path: {
      customer_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: CustomerOut;
  };
  "PATCH /v1/customers/{customer_id}": {
    path: {
      customer_id: string;
    };
    query: Record<never, never>;
    body: OrdersPeopleSchemasCustomerIn;
    answer: CustomerOut;
  };
  "POST /v1/customers/{customer_id}/erasure": {
    path: {
      customer_id: string;
    };
    query: Record<never, never>;
    body: ErasureIn;
    answer: ErasureOut;
  };
  "GET /v1/customers/{customer_id}/export": {
    path: {
      customer_id: string;
    };
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: CustomerExportOut;
  };
  "GET /v1/deliveries": {
    path: Record<never, never>;
    query: {
      integration_id?: string | null;
      state?: DeliveryState | null;
      event_type?: string | null;
      order?: string | null;
      status_class?: ("1xx" | "2xx" | "3xx" | "4xx" | "5xx" | "none") | null;
      error_class?: string | null;
      replay_id?: string | null;
      from?: string | null;
      to?: string | null;
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
  "POST /v1/deliveries/{delivery_id}/resend": {
    path: {
      delivery_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: DeliveryOut;
  };
  "GET /v1/erasures": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: ErasuresOut;
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
  "GET /v1/exports/catalogue": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: ExportCatalogueOut;
  };
  "GET /v1/exports/schedules": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: ExportSchedulesOut;
  };
  "POST /v1/exports/schedules": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ExportScheduleIn;
    answer: ExportScheduleOut;
  };
  "GET /v1/exports/schedules/{schedule_id}": {
    path: {
      schedule_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ExportScheduleOut;
  };
  "PUT /v1/exports/schedules/{schedule_id}": {
    path: {
      schedule_id: string;
    };
    query: Record<never, never>;
    body: ExportScheduleIn;
    answer: ExportScheduleOut;
  };
  "DELETE /v1/exports/schedules/{schedule_id}": {
    path: {
      schedule_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/exports/{export_id}": {
    path: {
      export_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ExportWholeOut;
  };
  "POST /v1/exports/{export_id}/cancel": {
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
    answer: Link;
  };
  "GET /v1/feedback": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
      from?: string | null;
      to?: string | null;
      rating?: number[] | null;
      technician_id?: string | null;
      customer_id?: string | null;
      type?: string[] | null;
      has_comment?: boolean | null;
      state?: Moderation[] | null;
      follow_up?: ("none" | "open" | "overdue" | "done") | null;
      topic?: string | null;
      sort?: "date" | "rating" | "comment" | "technician" | "order" | "customer" | "type" | "state";
      order?: "asc" | "desc";
    };
    body: undefined;
    answer: OverviewOut;
  };
  "GET /v1/feedback/export": {
    path: Record<never, never>;
    query: {
      format?: "csv" | "xlsx";
      language?: "ru" | "en";
      from?: string | null;
      to?: string | null;
      rating?: number[] | null;
      technician_id?: string | null;
      customer_id?: string | null;
      type?: string[] | null;
      has_comment?: boolean | null;
      state?: Moderation[] | null;
      follow_up?: ("none" | "open" | "overdue" | "done") | null;
      topic?: string | null;
      sort?: "date" | "rating" | "comment" | "technician" | "order" | "customer" | "type" | "state";
      order?: "asc" | "desc";
    };
    body: undefined;
    answer: Link;
  };
  "POST /v1/feedback/links": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: LinkIn;
    answer: LinkOut;
  };
  "GET /v1/feedback/orders/{order_id}": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OfOrderOut;
  };
  "GET /v1/feedback/{order_id}": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: FeedbackCard;
  };
  "PUT /v1/feedback/{order_id}/follow-up": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: FollowUpIn;
    answer: FeedbackCard;
  };
  "PUT /v1/feedback/{order_id}/moderation": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: ModerationIn;
    answer: FeedbackCard;
  };
  "PUT /v1/feedback/{order_id}/reply": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: ReplyIn;
    answer: FeedbackCard;
  };
  "PUT /v1/feedback/{order_id}/topics": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: TopicsIn;
    answer: FeedbackCard;
  };
  "GET /v1/health": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: HealthOut;
  };
  "POST /v1/hooks/sms/{token}": {
    path: {
      token: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "POST /v1/hooks/telegram/{integration_id}": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: Record<string, unknown>;
    answer: Record<string, unknown>;
  };
  "GET /v1/imports": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: ImportsOut;
  };
  "POST /v1/imports": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ImportIn;
    answer: ImportMadeOut;
  };
  "GET /v1/imports/template": {
    path: Record<never, never>;
    query: {
      lang?: "ru" | "en";
    };
    body: undefined;
    answer: undefined;
  };
  "GET /v1/imports/{import_id}": {
    path: {
      import_id: string;
    };
    query: {
      lang?: ("ru" | "en") | null;
    };
    body: undefined;
    answer: ImportCardOut;
  };
  "GET /v1/imports/{import_id}/result": {
    path: {
      import_id: string;
    };
    query: {
      lang?: ("ru" | "en") | null;
    };
    body: undefined;
    answer: Link;
  };
  "POST /v1/imports/{import_id}/start": {
    path: {
      import_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ImportOut;
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
    answer: IntegrationWithSecret;
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
    answer: undefined;
  };
  "GET /v1/integrations/{integration_id}/callback": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: CallbackOut;
  };
  "POST /v1/integrations/{integration_id}/chat-links": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: InvitationOut;
  };
  "POST /v1/integrations/{integration_id}/chat-webhook": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: JoinedOut;
  };
  "POST /v1/integrations/{integration_id}/disable": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: IntegrationOut;
  };
  "GET /v1/integrations/{integration_id}/notices": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: NoticesOut;
  };
  "GET /v1/integrations/{integration_id}/onec": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OnecOut;
  };
  "POST /v1/integrations/{integration_id}/onec/aside/{order_id}/retry": {
    path: {
      integration_id: string;
      order_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OnecAsideOut;
  };
  "GET /v1/integrations/{integration_id}/onec/preview/{number}": {
    path: {
      integration_id: string;
      number: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OnecPreviewOut;
  };
  "POST /v1/integrations/{integration_id}/onec/refused/{number}/retry": {
    path: {
      integration_id: string;
      number: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "POST /v1/integrations/{integration_id}/onec/restart": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/integrations/{integration_id}/onec/sessions": {
    path: {
      integration_id: string;
    };
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: OnecSessionsOut;
  };
  "POST /v1/integrations/{integration_id}/pause": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: IntegrationOut;
  };
  "POST /v1/integrations/{integration_id}/preview": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: PreviewIn;
    answer: PreviewOut;
  };
  "POST /v1/integrations/{integration_id}/resume": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: ResumeIn;
    answer: IntegrationOut;
  };
  "POST /v1/integrations/{integration_id}/rotate-secret": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: RotateIn;
    answer: IntegrationWithSecret;
  };
  "GET /v1/integrations/{integration_id}/statistics": {
    path: {
      integration_id: string;
    };
    query: {
      hours?: number;
    };
    body: undefined;
    answer: StatisticsOut;
  };
  "GET /v1/integrations/{integration_id}/templates": {
    path: {
      integration_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: TemplatesOut;
  };
  "PUT /v1/integrations/{integration_id}/templates/{event_type}/{language}": {
    path: {
      integration_id: string;
      event_type: string;
      language: "ru" | "en";
    };
    query: Record<never, never>;
    body: TemplateIn;
    answer: TemplateOut;
  };
  "DELETE /v1/integrations/{integration_id}/templates/{event_type}/{language}": {
    path: {
      integration_id: string;
      event_type: string;
      language: "ru" | "en";
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "POST /v1/integrations/{integration_id}/test": {
    path: {
      integration_id: string;
    };
    query: {
      to?: string | null;
    };
    body: undefined;
    answer: TrialOut;
  };
  "GET /v1/keys": {
    path: Record<never, never>;
    query: {
      state?: KeyState | null;
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: KeysOut;
  };
  "POST /v1/keys": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: KeyCreate;
    answer: KeyIssuedOut;
  };
  "GET /v1/keys/{key_id}": {
    path: {
      key_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: KeyOut;
  };
  "PATCH /v1/keys/{key_id}": {
    path: {
      key_id: string;
    };
    query: Record<never, never>;
    body: KeyEdit;
    answer: KeyOut;
  };
  "GET /v1/keys/{key_id}/audit": {
    path: {
      key_id: string;
    };
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: AuditOut;
  };
  "POST /v1/keys/{key_id}/revoke": {
    path: {
      key_id: string;
    };
    query: Record<never, never>;
    body: KeyRevoke;
    answer: KeyOut;
  };
  "POST /v1/keys/{key_id}/rotate": {
    path: {
      key_id: string;
    };
    query: Record<never, never>;
    body: KeyRotate;
    answer: KeyRotatedOut;
  };
  "POST /v1/leaked-keys": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ({
      source?: string | null;
      token: string;
      type?: string;
      url?: string | null;
    })[];
    answer: unknown[];
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
      q?: string | null;
      status?: Status[] | null;
      technician_id?: string | null;
      customer_id?: string | null;
      priority?: (("low" | "normal" | "high" | "urgent")[]) | null;
      type?: string[] | null;
      zone?: string[] | null;
      created_from?: string | null;
      created_to?: string | null;
      updated_since?: string | null;
      overdue?: boolean;
      sort?: "created" | "updated" | "due" | "scheduled" | "total" | "number" | "status" | "title" | "priority" | "customer" | "technician";
      order?: "asc" | "desc";
      limit?: number;
      cursor?: string | null;
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
  "POST /v1/orders/bulk": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: BulkIn;
    answer: BulkOut;
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
  "POST /v1/orders/{order_id}/attachments": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: AttachmentIn;
    answer: AnnouncedOut;
  };
  "GET /v1/orders/{order_id}/attachments/{attachment_id}": {
    path: {
      order_id: string;
      attachment_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: Link;
  };
  "DELETE /v1/orders/{order_id}/attachments/{attachment_id}": {
    path: {
      order_id: string;
      attachment_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OrderOut;
  };
  "POST /v1/orders/{order_id}/attachments/{attachment_id}/done": {
    path: {
      order_id: string;
      attachment_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OrderOut;
  };
  "GET /v1/orders/{order_id}/origins": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: OriginsOut;
  };
  "POST /v1/orders/{order_id}/payments": {
    path: {
      order_id: string;
    };
    query: Record<never, never>;
    body: PaymentIn;
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
  "GET /v1/reconciliations": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: ReconciliationsOut;
  };
  "POST /v1/reconciliations": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ReconcileIn;
    answer: ReconciliationOut;
  };
  "GET /v1/reconciliations/{reconciliation_id}": {
    path: {
      reconciliation_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ReconciliationOut;
  };
  "GET /v1/replays": {
    path: Record<never, never>;
    query: {
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: ReplaysOut;
  };
  "POST /v1/replays": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: ReplayIn;
    answer: ReplayOut;
  };
  "GET /v1/replays/{replay_id}": {
    path: {
      replay_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ReplayOut;
  };
  "POST /v1/replays/{replay_id}/cancel": {
    path: {
      replay_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ReplayOut;
  };
  "POST /v1/replays/{replay_id}/pause": {
    path: {
      replay_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ReplayOut;
  };
  "POST /v1/replays/{replay_id}/resume": {
    path: {
      replay_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: ReplayOut;
  };
  "GET /v1/roles": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: RolesOut;
  };
  "GET /v1/sla": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: SlaOut;
  };
  "PUT /v1/sla": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: SlaIn;
    answer: SlaOut;
  };
  "GET /v1/suppressions": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: SuppressionsOut;
  };
  "DELETE /v1/suppressions/{suppression_id}": {
    path: {
      suppression_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: undefined;
  };
  "GET /v1/technicians": {
    path: Record<never, never>;
    query: {
      active?: boolean | null;
    };
    body: undefined;
    answer: TechniciansOut;
  };
  "POST /v1/technicians": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: TechnicianIn;
    answer: TechnicianOut;
  };
  "GET /v1/technicians/{technician_id}": {
    path: {
      technician_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: TechnicianOut;
  };
  "PATCH /v1/technicians/{technician_id}": {
    path: {
      technician_id: string;
    };
    query: Record<never, never>;
    body: TechnicianEdit;
    answer: TechnicianOut;
  };
  "GET /v1/technicians/{technician_id}/workload": {
    path: {
      technician_id: string;
    };
    query: {
      from: string;
      to: string;
    };
    body: undefined;
    answer: WorkloadOut;
  };
  "GET /v1/undelivered": {
    path: Record<never, never>;
    query: {
      integration_id?: string | null;
      from?: string | null;
      to?: string | null;
      older_than_minutes?: number;
      limit?: number;
      cursor?: string | null;
    };
    body: undefined;
    answer: UndeliveredPageOut;
  };
  "GET /v1/users": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: UsersOut;
  };
  "POST /v1/users": {
    path: Record<never, never>;
    query: Record<never, never>;
    body: UserIn;
    answer: UserOut;
  };
  "GET /v1/users/{user_id}": {
    path: {
      user_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: UserOut;
  };
  "PATCH /v1/users/{user_id}": {
    path: {
      user_id: string;
    };
    query: Record<never, never>;
    body: UserEdit;
    answer: UserOut;
  };
  "POST /v1/users/{user_id}/resend": {
    path: {
      user_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: UserOut;
  };
  "POST /v1/users/{user_id}/sign-out": {
    path: {
      user_id: string;
    };
    query: Record<never, never>;
    body: undefined;
    answer: UserOut;
  };
}
