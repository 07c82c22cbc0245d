export const grid = {
  noAlt: "no alt text",
  select: (title: string) => `Select ${title}`,
  retry: "Try again",
  states: {
    pending: "Waiting",
    processing: "Making previews",
    failed: "Could not be processed",
    quarantined: "Quarantined",
  },
  kinds: { image: "image", video: "video", audio: "audio", document: "document", other: "file" },
  size: "Picture size",
  more: "Loading more",
};
