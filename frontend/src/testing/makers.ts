import type { Collection, Me, MediaFile, MediaFileDetail, Namespace, Suggestion, Tag } from "../api/types";

let made = 0;
const nextId = () => {
  made += 1;
  return `01900000-0000-7000-8000-${String(made).padStart(12, "0")}`;
};

export const museum = { id: "01900000-0000-7000-9000-000000000001", slug: "museum", name: "City museum" };
export const ada = { id: "01900000-0000-7000-9000-00000000000a", username: "ada", display_name: "Ada Editor" };

export function makeNamespace(change: Partial<Namespace> = {}): Namespace {
  return {
    ...museum,
    description: "",
    settings: {
      allowed_kinds: ["image", "video", "audio", "document"],
      size_limit: 5e9,
      quota: 200e9,
      analysis_mode: "off",
      analysis_threshold: 0.8,
      trash_retention_days: 30,
      downscale_longest: null,
      keep_original: true,
      transcode: true,
      video_longest: 1920,
      transcode_over_bytes: null,
      public_location: false,
    },
    used: 61e9,
    is_default: true,
    role: "manager",
    created_at: "2026-01-05T09:00:00Z",
    updated_at: "2026-01-05T09:00:00Z",
    ...change,
  };
}

export function makeMe(role: Namespace["role"] = "manager"): Me {
  return {
    user: {
      ...ada,
      email: "ada@example.org",
      is_superuser: false,
      is_staff: false,
      memberships: [{ namespace: museum, role: role ?? "viewer" }],
      default_namespace: museum,
    },
  };
}

export function makeFile(change: Partial<MediaFileDetail> = {}): MediaFileDetail {
  const id = change.id ?? nextId();
  return { ...listRow(id), ...detailOnly(), ...change };
}

function listRow(id: string): MediaFile {
  return {
    id,
    title: "Harbour at noon",
    slug: `file-${id.slice(-4)}`,
    description: "",
    alt_text: "A white ferry in a wide harbour",
    kind: "image",
    file_type: "image/jpeg",
    file_size: 4_200_000,
    file_size_display: "4.2 MB",
    width: 4000,
    height: 3000,
    duration: null,
    file_url: `/files/museum/file-${id.slice(-4)}.jpg`,
    thumbnails: { small: null, medium: { url: `/renditions/${id}.webp`, width: 300, height: 225 }, large: null },
    placeholder: null,
    dominant_color: "#335577",
    focal_point: { x: 0.5, y: 0.5 },
    namespace: museum,
    tags: [],
    uploaded_by: ada,
    usage_count: 0,
    status: "ready",
    review: "approved",
    visibility: "namespace",
    version: 1,
    taken_at: null,
    created_at: "2026-11-14T12:00:00Z",
    updated_at: "2026-11-14T12:00:00Z",
  };
}

function detailOnly(): Omit<MediaFileDetail, keyof MediaFile> {
  return {
    original_filename: "dsc_0412.jpg",
    checksum: "9f".repeat(32),
    metadata: {},
    location: null,
    crops: {},
    previews: { pages: [], scrub: null, waveform: null },
    playback: null,
    quarantine: null,
    custom: {},
    ai_analysis: {},
    collections: [],
    rights: { credit: "", copyright: "", licence: "", expires_at: null },
    processing: [],
    permissions: { change: true, delete: true, share: true },
  };
}

export function makeTag(name: string, change: Partial<Tag> = {}): Tag {
  const made = { created_at: "2026-11-01T09:00:00Z", updated_at: "2026-11-01T09:00:00Z" };
  return { id: nextId(), namespace: museum, name, slug: name.toLowerCase(), color: "", description: "", parent: null, usage_count: 0, ...made, ...change };
}

export function makeCollection(title: string, change: Partial<Collection> = {}): Collection {
  return {
    id: nextId(),
    namespace: museum,
    title,
    slug: title.toLowerCase().replaceAll(" ", "-"),
    description: "",
    color: "",
    is_public: false,
    cover: null,
    kind: "manual",
    query: "",
    file_count: 0,
    total_size: 0,
    created_at: "2026-11-01T09:00:00Z",
    updated_at: "2026-11-01T09:00:00Z",
    ...change,
  };
}

export function makeSuggestion(file: string, kind: Suggestion["kind"], value: string): Suggestion {
  const made = { created_at: "2026-11-14T12:00:00Z", updated_at: "2026-11-14T12:00:00Z" };
  return { id: nextId(), file, kind, value, confidence: 0.91, source: "openai", state: "proposed", ...made };
}
