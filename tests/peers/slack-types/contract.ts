// SPDX-License-Identifier: Apache-2.0
// Slack's own types for what we send, and the one block that @slack/types 3.2.0 lacks.
import type { KnownBlock } from "@slack/types";
import type { AppsManifestValidateArguments, ChatPostMessageArguments } from "@slack/web-api";

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
