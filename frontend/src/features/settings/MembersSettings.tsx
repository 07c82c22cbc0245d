import { useQuery } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { type FormEvent, useState } from "react";

import { ApiError } from "../../api/errors";
import { useNamespace, useRole } from "../../api/namespace";
import { meQuery } from "../../api/session";
import type { Membership, Role } from "../../api/types";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field, Input } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { membersQuery, useRemoveMember, useSetMember } from "./queries";

const words = text.settings.members;
const roles = (["viewer", "contributor", "editor", "manager"] as const).map((value) => ({ value, label: words.roles[value].label }));
const nameOf = ({ user }: Membership) => user.display_name || user.username;

export function MembersSettings() {
  const namespace = useNamespace();
  const members = useQuery(membersQuery(namespace.id));
  const mayChange = useRole("manager");
  const [leaving, setLeaving] = useState<Membership | null>(null);
  return (
    <div className="grid gap-5">
      <p className="text-ink-2">{words.lead}</p>
      {mayChange && <AddMember namespaceId={namespace.id} />}
      {members.isPending && <Skeleton className="h-40" />}
      {members.isError && <p role="alert">{explain(members.error)}</p>}
      <ul aria-label={text.settings.sections.members} className="divide-y divide-line border-y border-line">
        {members.data?.map((member) => (
          <MemberRow key={member.user.id} member={member} onLeave={mayChange ? () => setLeaving(member) : undefined} />
        ))}
      </ul>
      <RemoveMember member={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}

function MemberRow({ member, onLeave }: { member: Membership; onLeave?: () => void }) {
  const me = useQuery(meQuery).data?.user;
  const set = useSetMember(useNamespace().id);
  const toast = useToast();
  const name = nameOf(member);
  const change = (role: Role) =>
    set.mutate({ user: member.user.id, role }, { onError: (error) => toast({ title: explain(error), mood: "bad" }) });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-40 flex-1">
        <p className="font-medium">
          {name} {me?.id === member.user.id && <span className="font-normal text-ink-2">({words.you})</span>}
        </p>
        <p className="text-s text-ink-2">
          {member.user.username} · {words.roles[member.role].note}
        </p>
      </div>
      <Select label={words.roleOf(name)} value={member.role} options={roles} onChange={change} disabled={!onLeave || set.isPending} className="w-36!" />
      {onLeave && <IconButton label={words.remove(name)} icon={<UserMinus aria-hidden />} onClick={onLeave} />}
    </li>
  );
}

function AddMember({ namespaceId }: { namespaceId: string }) {
  const set = useSetMember(namespaceId);
  const [role, setRole] = useState<Role>("contributor");
  const error = set.error instanceof ApiError ? (set.error.about("user") ?? explain(set.error)) : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const user = String(new FormData(form).get("user")).trim();
    set.mutate({ user, role }, { onSuccess: () => form.reset() });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2.5">
      <Field label={words.person} error={error} className="min-w-44 flex-1">
        <Input name="user" autoComplete="off" autoCapitalize="none" required />
      </Field>
      <Field label={words.role} className="w-36">
        <Select value={role} options={roles} onChange={setRole} />
      </Field>
      <Button type="submit" busy={set.isPending} className="tab:mt-5">
        {words.add}
      </Button>
    </form>
  );
}

function RemoveMember({ member, onClose }: { member: Membership | null; onClose: () => void }) {
  const remove = useRemoveMember(useNamespace().id);
  const toast = useToast();
  const confirm = () =>
    member &&
    remove.mutate(member.user.id, { onSuccess: onClose, onError: (error) => toast({ title: explain(error), mood: "bad" }) });
  return (
    <ConfirmDialog
      open={member !== null}
      onClose={onClose}
      title={words.removeTitle(member ? nameOf(member) : "")}
      confirm={words.removeAct}
      onConfirm={() => void confirm()}
      busy={remove.isPending}
    >
      {words.removeBody}
    </ConfirmDialog>
  );
}
