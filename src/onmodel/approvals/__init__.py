"""An approval: what a reviewer says of one revision of a thing. Where all of them stand is the consensus.

The project's rule says how many must agree: any, all, or n of m. Who is asked finds it in their review queue.
"""
