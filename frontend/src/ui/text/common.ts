const numbers = new Intl.NumberFormat("en");

export const number = (value: number) => numbers.format(value);

export const counted = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

export const common = {
  add: "Add",
  cancel: "Cancel",
  close: "Close",
  create: "Create",
  delete: "Delete",
  edit: "Edit",
  loading: "Loading",
  more: "More",
  notice: "Notice",
  retry: "Try again",
  save: "Save",
  show: "Show",
  undo: "Undo",
  why: "Why",
  none: "None",
  number,
  files: (count: number) => counted(count, "file", "files"),
  removeNamed: (name: string) => `Remove ${name}`,
};
