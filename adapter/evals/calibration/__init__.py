"""At which threshold the semantic router may transfer calls: what labelled cases prove, and what they do not."""
