const KEY = "vitrine.namespace";

export const rememberedNamespace = () => localStorage.getItem(KEY);
export const rememberNamespace = (slug: string) => localStorage.setItem(KEY, slug);
