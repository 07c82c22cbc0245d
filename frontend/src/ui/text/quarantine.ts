import { counted } from "./common";

export const quarantine = {
  title: "Quarantine",
  lead: "Files in which the virus check found something. Nobody gets them, and no picture of them is made.",
  waiting: (count: number) => counted(count, "file waits", "files wait"),
  list: "Files in quarantine",
  by: (person: string, date: string) => `uploaded by ${person}, ${date}`,
  byNobody: (date: string) => `uploaded ${date}`,
  found: (date: string) => `found ${date}`,
  unknown: "Finding not stated",
  release: "Let through",
  releaseNamed: (title: string) => `Let through: ${title}`,
  releaseTitle: (title: string) => `Let “${title}” through?`,
  releaseBody: (finding: string) =>
    `The scanner says ${finding}. Letting it through means that you know this to be a false alarm: its processing goes on, and everybody who may see the file can download it from then on. Your name is kept in the log.`,
  released: (title: string) => `“${title}” is let through`,
  purge: "Delete for good",
  purgeNamed: (title: string) => `Delete for good: ${title}`,
  purgeTitle: (title: string) => `Delete “${title}” for good?`,
  purgeBody: (size: string) => `${size} are deleted. This cannot be undone.`,
  purged: (title: string) => `“${title}” is deleted for good`,
  managersOnly: "Only managers look after the quarantine.",
  empty: { title: "Nothing in quarantine", body: "Files in which the virus check finds something are held here until a manager decides." },
  more: "Show more",
};
