import StarterKit from "@tiptap/starter-kit";

/** Exactly what the server keeps when it cleans a text. */
export const extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    codeBlock: false,
    trailingNode: false,
    link: {
      openOnClick: false,
      protocols: ["http", "https", "mailto"],
      HTMLAttributes: { rel: null, target: null, class: null },
    },
  }),
];
