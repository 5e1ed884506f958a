// SPDX-License-Identifier: Apache-2.0
// Slack's own types for what we send, and the one block that @slack/types 3.2.0 lacks.
import type { HomeView, KnownBlock, ModalView, Option } from "@slack/types";
import type {
  AppsManifestValidateArguments,
  ChatPostMessageArguments,
  ChatUnfurlArguments,
  ViewsOpenArguments,
  ViewsPublishArguments,
  ViewsUpdateArguments,
} from "@slack/web-api";

export type Manifest = AppsManifestValidateArguments["manifest"];

interface Point {
  label: string;
  value: number;
}
interface DataVisualizationBlock {
  type: "data_visualization";
  block_id?: string;
  title: string;
  chart:
    | { type: "pie"; segments: Point[] }
    | {
        type: "bar" | "line" | "area";
        series: { name: string; data: Point[] }[];
        axis_config: { categories: string[]; x_label?: string; y_label?: string };
      };
}

export type Blocks = (KnownBlock | DataVisualizationBlock)[];

// The SDK's arguments take any block whatever; ours are held to the known ones.
type WithBlocks<T> = T extends { blocks: unknown } ? Omit<T, "blocks"> & { blocks: Blocks } : never;
export type PostMessage = WithBlocks<ChatPostMessageArguments>;

// The body of the 200 to a slash command (docs.slack.dev/interactivity/implementing-slash-commands).
export interface CommandReply {
  response_type: "ephemeral" | "in_channel";
  text: string;
  blocks: Blocks;
}

// The SDK's views take any block whatever, too.
type Modal = Omit<ModalView, "blocks"> & { blocks: KnownBlock[] };
type Home = Omit<HomeView, "blocks"> & { blocks: KnownBlock[] };
type WithView<T, V> = T extends { view: unknown } ? Omit<T, "view"> & { view: V } : never;
export type OpenView = WithView<ViewsOpenArguments, Modal>;
export type UpdateView = WithView<ViewsUpdateArguments, Modal>;
export type PublishView = WithView<ViewsPublishArguments, Home>;
type WithUnfurls<T> = T extends { unfurls: unknown } ? Omit<T, "unfurls"> & { unfurls: { [url: string]: { blocks: KnownBlock[] } } } : never;
export type Unfurl = WithUnfurls<ChatUnfurlArguments>;

// The bodies of the 200 to a submission and to a picker (docs.slack.dev/interactivity/handling-user-interaction).
export type SubmissionReply =
  | { response_action: "errors"; errors: { [block_id: string]: string } }
  | { response_action: "update"; view: Modal };
export interface OptionsReply {
  options: Option[];
}
