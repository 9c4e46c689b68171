// Generated from protocol.json by generate.mjs: do not edit.

export type JsonValue = unknown;

export interface Protocol {
  FromClient: Here | Since;
  FromServer: Hello | Happened | Resync | People;
}
/**
 * From a client: where he is now. Told to everyone, kept nowhere; null: he looks away.
 */
export interface Here {
  at: {
    [k: string]: JsonValue;
  } | null;
  type: "here";
}
/**
 * From a client: send me the events after this number again.
 */
export interface Since {
  seq: number;
  type: "since";
}
/**
 * First from the server: who you are here, and the number of the project's last event.
 */
export interface Hello {
  project_id: string;
  seq: number;
  type: "hello";
  version: number;
  you: Someone;
}
/**
 * A person in the project, and where he is; `tabs` tells his sockets apart.
 */
export interface Someone {
  at: {
    [k: string]: JsonValue;
  } | null;
  id: string;
  name: string;
  role: string;
  tab: string;
}
/**
 * From the server: an event. Numbers follow each other without gaps, but for those that a guest is not told.
 */
export interface Happened {
  actor: string;
  at: string;
  kind: string;
  payload: {
    [k: string]: unknown;
  };
  seq: number;
  type: "event";
}
/**
 * From the server: too much happened since. Read afresh what you show, and go on from `seq`.
 */
export interface Resync {
  seq: number;
  type: "resync";
  why: string;
}
/**
 * From the server: everyone who is here now.
 */
export interface People {
  people: Someone[];
  type: "people";
}
