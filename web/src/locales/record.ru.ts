import { counter } from "../lib/plural.ts";

const count = counter("ru");

export const ru = {
  audit: {
    actions: {
      "key.created": "Ключ создан",
      "key.changed": "Ключ изменён",
      "key.activated": "Ключ включён",
      "key.deactivated": "Ключ отключён",
      "key.rotated": "Ключ перевыпущен",
      "key.revoked": "Ключ отозван",
      "key.leaked": "Ключ найден в открытом доступе и отключён",
      "user.invited": "Пользователь приглашён",
      "user.changed": "Пользователь изменён",
      "user.unblocked": "Доступ открыт",
      "user.blocked": "Доступ закрыт",
      "user.signed_out": "Сеансы завершены",
      "user.invited_again": "Приглашение отправлено ещё раз",
      "company.changed": "Настройки компании изменены",
      "targets.changed": "Цели изменены",
      "report.changed": "Настройки отчёта изменены",
    } as Record<string, string>,
    fields: {
      name: "Название",
      scopes: "Права",
      roles: "Роли",
      ip_allow: "Адреса",
      rate_per_minute: "Запросов в минуту",
      expires_at: "Действует до",
      state: "Состояние",
      enabled: "Доступ",
      email: "Почта",
      language: "Язык",
      technician_id: "Исполнитель",
      replaced_by: "Заменён на",
      overlap_until: "Прежний работает до",
      leaked: "Утечка",
      phone: "Телефон",
      address: "Адрес",
      requisites: "Реквизиты",
    } as Record<string, string>,
    nothing: "нет",
    yes: "да",
    emptyTitle: "Изменений ещё не было",
    emptyHint: "Здесь появится каждое изменение ключей, ролей и пользователей: кто, когда и что.",
    settingsHint: "Кто, когда и что изменил; первыми стоят последние изменения",
    settingsEmpty: "Здесь появится каждое изменение: кто, когда и что.",
    same: "Сохранено без изменений",
    shown: (n: number) => `На странице ${count(n, { one: "# запись", few: "# записи", many: "# записей", other: "# записи" })}`,
  },
};

export type RecordWords = typeof ru;
